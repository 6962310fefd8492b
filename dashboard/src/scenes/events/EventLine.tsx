import { useActions, useValues } from 'kea'
import { ChevronDown, ChevronRight } from 'lucide-react'
import type { ReactElement } from 'react'

import type { EventRow } from '../../api/events'
import { formatAgo, formatClock, formatInstant, parseInstant } from '../../formats/dates'
import { eventName } from '../../formats/names'
import { projectsLogic } from '../../logics/projectsLogic'
import { Ago } from '../../ui/Ago'
import { EventProperties } from './EventProperties'
import { eventsLogic } from './eventsLogic'

export interface EventLineProps {
  event: EventRow
}

const place = ({ properties }: EventRow): string => String(properties.$current_url ?? properties.$screen_name ?? '')

/** One event: a row, and below it, when open, its properties. */
export function EventLine({ event }: EventLineProps): ReactElement {
  const { zone, projectId } = useValues(projectsLogic)
  const logic = eventsLogic({ projectId: projectId ?? 0 })
  const { openEvents, readAt } = useValues(logic)
  const { toggleEvent } = useActions(logic)
  const isOpen = openEvents.includes(event.uuid)
  const instant = parseInstant(event.timestamp)
  const name = eventName(event.event)
  const Chevron = isOpen ? ChevronDown : ChevronRight

  return (
    <tbody className="border-b last:border-b-0">
      <tr className={`h-9 max-sm:h-12 ${isOpen ? 'bg-soft' : 'hover:bg-soft'}`}>
        <td className="relative p-0">
          <button
            type="button"
            aria-expanded={isOpen}
            aria-label={`${name}, properties`}
            onClick={() => toggleEvent(event.uuid)}
            className="flex h-9 w-10 items-center justify-center text-ink-3 focus-visible:-outline-offset-2 max-sm:h-12"
          >
            <Chevron size={16} aria-hidden />
          </button>
        </td>
        <td className="truncate px-3 font-semibold" title={event.event}>
          {name}
          <span className="block truncate text-12 font-normal text-ink-3 sm:hidden">{event.distinctId}</span>
        </td>
        <td className="truncate px-3 text-ink-2 max-sm:hidden" title={event.distinctId}>
          {event.distinctId}
        </td>
        <td className="truncate px-3 text-ink-2 max-md:hidden" title={place(event)}>
          {place(event)}
        </td>
        <td className="pr-4 pl-3 text-right whitespace-nowrap text-ink-2">
          <Ago
            instant={event.timestamp}
            text={formatClock(instant, zone, readAt)}
            exact={`${formatInstant(instant, zone)}, ${formatAgo(instant, readAt)}`}
          />
        </td>
      </tr>
      {isOpen && (
        <tr>
          <td colSpan={5} className="p-0">
            <EventProperties event={event} />
          </td>
        </tr>
      )}
    </tbody>
  )
}
