import { useValues } from 'kea'
import type { ReactElement } from 'react'

import { formatAgo, formatInstant, parseInstant, zoneName } from '../../formats/dates'
import { projectsLogic } from '../../logics/projectsLogic'
import { Ago } from '../../ui/Ago'
import { trendsDataLogic } from './trendsDataLogic'

export interface ComputedAtProps {
  projectId: number
}

/** How old the numbers are, and in which zone their days begin. */
export function ComputedAt({ projectId }: ComputedAtProps): ReactElement | null {
  const { answer } = useValues(trendsDataLogic({ projectId }))
  const { project } = useValues(projectsLogic)
  if (!answer) return null
  const zone = project?.timezone ?? 'UTC'
  const computed = answer.response.last_refresh ?? answer.receivedAt.toISOString()
  const instant = parseInstant(computed)

  return (
    <>
      Computed{' '}
      <Ago instant={computed} text={formatAgo(instant, answer.receivedAt)} exact={formatInstant(instant, zone)} />
      {`, times in ${zoneName(zone, answer.receivedAt)}`}
    </>
  )
}
