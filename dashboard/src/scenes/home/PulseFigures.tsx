import { useActions, useValues } from 'kea'
import { router } from 'kea-router'
import type { ReactElement } from 'react'

import { formatAgo, formatInstant, parseInstant } from '../../formats/dates'
import { formatNumber } from '../../formats/numbers'
import { projectsLogic } from '../../logics/projectsLogic'
import { Ago } from '../../ui/Ago'
import { Figure } from '../../ui/Figure'
import { LinkButton } from '../../ui/LinkButton'
import { urls } from '../urls'
import { homeLogic } from './homeLogic'

/** Events, people and the latest arrival: three numbers. */
export function PulseFigures(): ReactElement | null {
  const { zone, projectId } = useValues(projectsLogic)
  const { pulse, readAt } = useValues(homeLogic({ projectId: projectId ?? 0 }))
  const { push } = useActions(router)
  if (!pulse?.lastSeen) return null
  const lastSeen = parseInstant(pulse.lastSeen)
  const exact = formatInstant(lastSeen, zone)

  return (
    <div role="status" aria-label="Events are arriving" className="grid grid-cols-2 gap-4 sm:grid-cols-3">
      <Figure label="Events" value={formatNumber(pulse.events)} note="last 24 hours" />
      <Figure label="People" value={formatNumber(pulse.persons)} note="last 24 hours" />
      <div className="relative max-sm:col-span-2">
        <Figure
          label="Last event"
          value={<Ago instant={pulse.lastSeen} text={formatAgo(lastSeen, readAt)} exact={exact} />}
          note={exact}
        />
        <span className="absolute top-3 right-3">
          <LinkButton href={urls.events(projectId ?? 0)} onOpen={push}>
            See events
          </LinkButton>
        </span>
      </div>
    </div>
  )
}
