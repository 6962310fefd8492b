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
