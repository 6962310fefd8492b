import { useValues } from 'kea'
import type { ReactElement } from 'react'

import { formatAgo, formatInstant, parseInstant, zoneName } from '../../formats/dates'
import { projectsLogic } from '../../logics/projectsLogic'
import { Ago } from '../../ui/Ago'

export interface ComputedAtProps {
  /** ISO 8601; null for an answer that was computed as it was asked for. */
  computed: string | null
  receivedAt: Date
}

/** How old the numbers are, and in which zone their days begin. */
export function ComputedAt({ computed, receivedAt }: ComputedAtProps): ReactElement {
  const { zone } = useValues(projectsLogic)
  const stamp = computed ?? receivedAt.toISOString()
  const instant = parseInstant(stamp)

  return (
    <>
      Computed <Ago instant={stamp} text={formatAgo(instant, receivedAt)} exact={formatInstant(instant, zone)} />
      {`, times in ${zoneName(zone, receivedAt)}`}
    </>
  )
}
