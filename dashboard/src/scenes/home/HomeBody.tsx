import { useActions, useValues } from 'kea'
import type { ReactElement } from 'react'

import { projectsLogic } from '../../logics/projectsLogic'
import { Button } from '../../ui/Button'
import { ErrorState } from '../../ui/ErrorState'
import { Skeleton } from '../../ui/Skeleton'
import { FirstEvent } from './FirstEvent'
import { homeLogic } from './homeLogic'
import { PulseFigures } from './PulseFigures'
import { Snippets } from './Snippets'
import { TopEvents } from './TopEvents'

export function HomeBody(): ReactElement {
  const { projectId } = useValues(projectsLogic)
  const logic = homeLogic({ projectId: projectId ?? 0 })
  const { hasEvents, pulseError } = useValues(logic)
  const { readPulse } = useActions(logic)

  if (hasEvents === null && pulseError === null) return <Skeleton rows={6} label="Loading the project" />
  if (hasEvents === false) return <FirstEvent />
  if (hasEvents === null) {
    return (
      <ErrorState title="The project could not be read" action={<Button onClick={() => readPulse()}>Try again</Button>}>
        {pulseError}
      </ErrorState>
    )
  }
  return (
    <>
      <PulseFigures />
      <div className="grid items-start gap-4 lg:grid-cols-2">
        <TopEvents />
        <Snippets title="Send events from another place" />
      </div>
    </>
  )
}
