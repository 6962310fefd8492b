/** The trends query node, as far as the dashboard asks for it. */
import { runQuery, type Freshness, type OfEvents, type RunOptions, type Said } from './queries'
import type { components } from './schema'

type Schemas = components['schemas']

export type Interval = Schemas['IntervalType']
export type TrendsMath = Extract<Schemas['Math'], 'total' | 'dau'>
export type FilterOperator = Extract<Schemas['PropertyOperator'], 'exact' | 'is_not' | 'icontains'>

/** A condition on a property of the event, as the editor holds it. */
export interface PropertyFilter extends Pick<Schemas['PropertyFilter'], 'key'> {
  operator: FilterOperator
  value: string[]
}

/** What the editor always says: series of events, an interval, a range. */
export type TrendsQuery = OfEvents<Said<Schemas['TrendsQuery'], 'dateRange' | 'interval'>>

export type TrendsRow = Schemas['TrendResult']
export type TrendsResponse = Schemas['TrendsQueryResponse'] & Freshness

export async function runTrends(
  projectId: number,
  query: TrendsQuery,
  options: RunOptions = {}
): Promise<TrendsResponse> {
  return runQuery(projectId, query, options)
}
