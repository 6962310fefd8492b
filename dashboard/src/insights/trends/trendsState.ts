/** What somebody asks of trends: the whole editor as plain data, and the moves that change it. Pure. */
import type { FilterOperator, Interval, PropertyFilter, TrendsMath } from '../../api/trends'
import type { Breakdown } from '../asking/breakdown'
import type { Range } from '../asking/ranges'

export interface Series {
  /** null counts every event. */
  event: string | null
  math: TrendsMath
  /** The user's own name for it; empty for the event's. */
  name: string
}

export interface TrendsState {
  series: Series[]
  filters: PropertyFilter[]
  breakdown: Breakdown | null
  range: Range
  interval: Interval
  display: 'line' | 'bar'
  compare: boolean
  /** Keys of the series that the table has switched off. */
  hidden: string[]
}

export const MOST_SERIES = 10
export const OPERATORS: FilterOperator[] = ['exact', 'is_not', 'icontains']

export const ANY_EVENT: Series = { event: null, math: 'total', name: '' }

export const DEFAULT_TRENDS: TrendsState = {
  series: [ANY_EVENT],
  filters: [],
  breakdown: null,
  range: { from: '-7d', to: null },
  interval: 'day',
  display: 'line',
  compare: false,
  hidden: [],
}

/** "A" for the first series, "B" for the second. */
export const letterOf = (index: number): string => String.fromCharCode(65 + index)

export function replaceAt<T>(list: readonly T[], index: number, change: Partial<T>): T[] {
  return list.map((item, at) => (at === index ? { ...item, ...change } : item))
}

export function removeAt<T>(list: readonly T[], index: number): T[] {
  return list.filter((_, at) => at !== index)
}

/** Swaps an item with its neighbour above (-1) or below (1); at the edge nothing changes. */
export function moveBy<T>(list: readonly T[], index: number, step: -1 | 1): T[] {
  const moved = [...list]
  const [item] = moved.splice(index, 1)
  if (item === undefined || index + step < 0 || index + step >= list.length) return [...list]
  moved.splice(index + step, 0, item)
  return moved
}
