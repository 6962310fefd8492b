import { useActions, useValues } from 'kea'
import type { ReactElement } from 'react'

import { projectsLogic } from '../../logics/projectsLogic'
import { Button } from '../../ui/Button'
import { ErrorState } from '../../ui/ErrorState'
import { Skeleton } from '../../ui/Skeleton'
import { NoEvents } from './NoEvents'
import { eventsLogic } from './eventsLogic'
import { EventsTable } from './EventsTable'

export function EventsList(): ReactElement {
  const { projectId } = useValues(projectsLogic)
  const logic = eventsLogic({ projectId: projectId ?? 0 })
  const { events, areEventsKnown, eventsError } = useValues(logic)
  const { loadEvents } = useActions(logic)

  if (!areEventsKnown && !eventsError) return <Skeleton rows={12} label="Loading events" />
  if (areEventsKnown && events.length === 0) return <NoEvents />
  if (!areEventsKnown) {
    return (
      <ErrorState title="The events could not be read" action={<Button onClick={() => loadEvents()}>Try again</Button>}>
        {eventsError}
      </ErrorState>
    )
  }
  return <EventsTable />
}
