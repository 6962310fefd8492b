/** The trends query node, as far as the dashboard asks for it. */
import { runQuery, type QueryMeta, type RunOptions } from './queries'

export type Interval = 'minute' | 'hour' | 'day' | 'week' | 'month'
export type TrendsMath = 'total' | 'dau'
export type FilterOperator = 'exact' | 'is_not' | 'icontains'
export type PropertyType = 'event' | 'person'

export interface PropertyFilter {
  key: string
  type: PropertyType
  operator: FilterOperator
  value: string[]
}

export interface EventsNode {
  kind: 'EventsNode'
  event: string | null
  name?: string
  custom_name?: string
  math: TrendsMath
}

export interface TrendsQuery {
  kind: 'TrendsQuery'
  series: EventsNode[]
  interval: Interval
  dateRange: { date_from: string; date_to: string | null }
  properties?: { key: string; type: PropertyType; operator: FilterOperator; value: string[] | string }[]
  breakdownFilter?: { breakdown: string; breakdown_type: PropertyType; breakdown_limit: number }
  compareFilter?: { compare: true }

}

export interface TrendsRow {
  data: number[]
  days: string[]
  labels: string[]
  count: number
  label: string
  order?: number | null
  action?: { order: number; id?: string | number | null; custom_name?: string | null; math?: string | null } | null
  compare?: boolean | null
  compare_label?: 'current' | 'previous' | null
  breakdown_value?: string | number | (string | number)[] | null
}

export interface TrendsResponse extends QueryMeta {
  results: TrendsRow[]
  hasMore?: boolean | null
  resolved_date_range?: { date_from: string; date_to: string } | null
}

export async function runTrends(projectId: number, query: TrendsQuery, options: RunOptions = {}): Promise<TrendsResponse> {
  return runQuery<TrendsResponse>(projectId, query, options)
}
