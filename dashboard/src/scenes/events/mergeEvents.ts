/** Joins what is shown with what has just arrived: newest first, each uuid once, not endlessly many. Pure. */
import type { EventRow } from '../../api/events'

export const MOST_EVENTS = 500

export function mergeEvents(shown: readonly EventRow[], arrived: readonly EventRow[]): EventRow[] {
  const byUuid = new Map([...shown, ...arrived].map((event) => [event.uuid, event]))
  return [...byUuid.values()]
    .sort((one, other) => other.timestamp.localeCompare(one.timestamp) || one.uuid.localeCompare(other.uuid))
    .slice(0, MOST_EVENTS)
}
