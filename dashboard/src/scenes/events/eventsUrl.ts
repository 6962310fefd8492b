/** The filters of the events list and their address. Pure; both ways give the same filters. */

export interface EventFilters {
  /** An exact event name; empty for all. */
  name: string
  /** A text found in name, distinct id or properties. */
  text: string
}

export const NO_FILTERS: EventFilters = { name: '', text: '' }

export function toSearch({ name, text }: EventFilters): Record<string, string> {
  return { ...(name ? { event: name } : {}), ...(text.trim() ? { text: text.trim() } : {}) }
}

/** Addresses are typed by people: a number or a list reads as its text. */
export function fromSearch(search: Record<string, unknown>): EventFilters {
  const read = (value: unknown): string =>
    value === undefined || value === null ? '' : typeof value === 'object' ? JSON.stringify(value) : String(value)
  return { name: read(search.event), text: read(search.text) }
}
