/** The editor's state -> the query node that the API answers. Pure. */
import type { components } from '../../api/schema'
import type { PropertyFilter, TrendsQuery } from '../../api/trends'
import { eventName } from '../../formats/names'
import { toBreakdownFilter } from '../asking/breakdown'
import { toDateRange } from '../asking/ranges'
import type { TrendsState } from './trendsState'

/** A filter without a value is still being written: it asks for nothing yet. */
export const isComplete = ({ value }: PropertyFilter): boolean => value.some((one) => one !== '')

function toFilter({ key, operator, value }: PropertyFilter): components['schemas']['PropertyFilter'] {
  return { key, type: 'event', operator, value: operator === 'icontains' ? (value[0] ?? '') : value }
}

export function toQuery({ series, filters, breakdown, range, interval, compare }: TrendsState): TrendsQuery {
  const properties = filters.filter(isComplete).map(toFilter)
  return {
    kind: 'TrendsQuery',
    series: series.map(({ event, math, name }) => ({
      kind: 'EventsNode',
      event,
      name: event ?? eventName(null),
      ...(name ? { custom_name: name } : {}),
      math,
    })),
    interval,
    dateRange: toDateRange(range),
    ...(properties.length > 0 ? { properties } : {}),
    ...(breakdown ? { breakdownFilter: toBreakdownFilter(breakdown) } : {}),
    ...(compare ? { compareFilter: { compare: true } } : {}),
  }
}
