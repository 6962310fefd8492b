import { useValues } from 'kea'
import { A } from 'kea-router'
import type { ReactElement } from 'react'

import { eventName } from '../../formats/names'
import { formatNumber } from '../../formats/numbers'
import { projectsLogic } from '../../logics/projectsLogic'
import { Card } from '../../ui/Card'
import { Skeleton } from '../../ui/Skeleton'
import { urls } from '../urls'
import { homeLogic } from './homeLogic'

const MOST_SHOWN = 8

/** What is sent most, each a way into its trend. */
export function TopEvents(): ReactElement {
  const { projectId } = useValues(projectsLogic)
  const { eventNames, eventNamesState } = useValues(homeLogic({ projectId: projectId ?? 0 }))
  const shown = eventNames.slice(0, MOST_SHOWN)
  const most = shown[0]?.total ?? 1

  return (
    <Card title="Most frequent events, last 30 days" padding="none">
      {eventNamesState === 'loading' && <Skeleton rows={MOST_SHOWN} label="Loading events" />}
      {eventNamesState === 'failed' && (
        <p className="p-4 text-13 text-ink-2">The list could not be loaded. It is asked for again in a moment.</p>
      )}
      {eventNamesState === 'ready' && (
        <ul className="divide-y">
          {shown.map(({ name, total }) => (
            <li key={name} className="relative">
              <span
                aria-hidden
                className="absolute inset-y-1 left-0 rounded-r bg-soft"
                style={{ width: `${(100 * total) / most}%` }}
              />
              <A
                href={`${urls.trends(projectId ?? 0)}?series=${encodeURIComponent(JSON.stringify([{ event: name }]))}`}
                className="relative flex h-9 items-center justify-between gap-4 px-4 text-13 hover:underline focus-visible:-outline-offset-2 max-sm:h-10"
              >
                <span className="truncate">{eventName(name)}</span>
                <span className="tabular">{formatNumber(total)}</span>
              </A>
            </li>
          ))}
        </ul>
      )}
    </Card>
  )
}
