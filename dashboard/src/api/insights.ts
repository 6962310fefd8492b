/** Funnels, retention, lifecycle, stickiness and paths, as far as the dashboard asks for them. */
import { runQuery, type AnswerTo, type Freshness, type OfEvents, type RunOptions, type Said } from './queries'
import type { components } from './schema'

type Schemas = components['schemas']

export type FunnelOrder = Schemas['FunnelOrder']
export type WindowUnit = Schemas['WindowUnit']
export type FunnelStep = Schemas['FunnelStep']
export type FunnelsQuery = OfEvents<Said<Schemas['FunnelsQuery'], 'dateRange'>>
/** Steps; a list of them for each value of a breakdown. */
export type FunnelsResponse = Omit<Schemas['FunnelsQueryResponse'], 'results'> & {
  results: FunnelStep[] | FunnelStep[][]
}

export type RetentionPeriod = Schemas['RetentionPeriod']
export type RetentionType = Extract<Schemas['RetentionType'], 'retention_recurring' | 'retention_first_time'>
/** An event as retention names it: the id is what other nodes call their event; null is any. */
export type RetentionEntity = Pick<Schemas['EventsNode'], 'kind' | 'name'> & { id: string | null; type: 'events' }
export type RetentionQuery = Said<Schemas['RetentionQuery'], 'dateRange'> & {
  retentionFilter: Said<Schemas['RetentionFilter'], 'period' | 'totalIntervals' | 'retentionType'> & {
    targetEntity: RetentionEntity
    returningEntity: RetentionEntity
  }
}
export type RetentionResponse = Schemas['RetentionQueryResponse']

export type LifecycleStatus = Schemas['Status']
export type LifecycleQuery = OfEvents<Said<Schemas['LifecycleQuery'], 'dateRange' | 'interval'>>
export type LifecycleResponse = Schemas['LifecycleQueryResponse']

export type StickinessQuery = OfEvents<Said<Schemas['StickinessQuery'], 'dateRange' | 'interval'>>
export type StickinessResponse = Schemas['StickinessQueryResponse']

export type PathItem = Exclude<Schemas['PathType'], 'hogql'>
export type PathsQuery = Said<Schemas['PathsQuery'], 'dateRange' | 'pathsFilter'>
export type PathsResponse = Schemas['PathsQueryResponse']
/** One move: "1_/a" to "2_/b" says that it leads from the first item to the second, in milliseconds. */
export type PathEdge = Schemas['PathsLink']

export type InsightQuery = FunnelsQuery | RetentionQuery | LifecycleQuery | StickinessQuery | PathsQuery
export type InsightResponse<Q extends InsightQuery = InsightQuery> = Q extends FunnelsQuery
  ? FunnelsResponse & Freshness
  : AnswerTo<Q>

export async function runInsight<Q extends InsightQuery>(
  projectId: number,
  query: Q,
  options: RunOptions = {}
): Promise<InsightResponse<Q>> {
  // A funnel answers in steps, as it is asked to.
  return (await runQuery(projectId, query, options)) as InsightResponse<Q>
}
