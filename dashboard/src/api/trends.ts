/** The trends query node, as far as the dashboard asks for it. */
import { runQuery, type Freshness, type RunOptions } from './queries'
import type { components } from './schema'

type Schemas = components['schemas']

export type Interval = Schemas['IntervalType']
export type TrendsMath = Extract<Schemas['Math'], 'total' | 'dau'>
export type FilterOperator = Extract<Schemas['PropertyOperator'], 'exact' | 'is_not' | 'icontains'>

/** A condition on a property of the event. */
export interface PropertyFilter {
  key: string
  operator: FilterOperator
  value: string[]
}

/** What the editor always says: series of events, an interval, a range. */
export type TrendsQuery = Omit<Schemas['TrendsQuery'], 'series'> & {
  series: Schemas['EventsNode'][]
  interval: Interval
  dateRange: { date_from: string; date_to: string | null }
}

export type TrendsRow = Schemas['TrendResult']
export type TrendsResponse = Schemas['TrendsQueryResponse'] & Freshness

export async function runTrends(
  projectId: number,
  query: TrendsQuery,
  options: RunOptions = {}
): Promise<TrendsResponse> {
  return runQuery<Schemas['TrendsQueryResponse']>(projectId, query, options)
}
