/** An event of a question as the API takes it. Pure. */
import type { components } from '../../api/schema'
import { eventName } from '../../formats/names'

/** A place of a question where no event is chosen yet: no event is called so. */
export const UNCHOSEN = ''

/** null is every event. */
export type ChosenEvent = string | null

export const toEventNode = (event: ChosenEvent): components['schemas']['EventsNode'] => ({
  kind: 'EventsNode',
  event,
  name: event ?? eventName(null),
})

/** Reads a list of events out of an address; null stands for every event. */
export function eventsOf(value: unknown, fewest: number, most: number): ChosenEvent[] | null {
  if (!Array.isArray(value)) return null
  const events = value.slice(0, most).map((one): ChosenEvent => (one === null ? null : String(one)))
  while (events.length < fewest) events.push(UNCHOSEN)
  return events
}
