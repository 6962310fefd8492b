/** Funnels, retention, lifecycle, stickiness and paths, as far as the dashboard asks for them. */
import { runQuery, type Freshness, type RunOptions } from './queries'
import type { components } from './schema'
import type { Interval } from './trends'

type Schemas = components['schemas']

type EventsNode = Schemas['EventsNode']

interface InRange {
  dateRange: { date_from: string | null; date_to: string | null }
}

export type FunnelOrder = Schemas['FunnelOrder']
export type WindowUnit = Schemas['WindowUnit']
export type FunnelStep = Schemas['FunnelStep']

export type FunnelsQuery = Omit<Schemas['FunnelsQuery'], 'series'> & InRange & { series: EventsNode[] }
/** Steps; a list of them for each value of a breakdown. */
export type FunnelsResponse = Omit<Schemas['FunnelsQueryResponse'], 'results'> & {
  results: FunnelStep[] | FunnelStep[][]
}

export type RetentionPeriod = Schemas['RetentionPeriod']
export type RetentionType = Extract<Schemas['RetentionType'], 'retention_recurring' | 'retention_first_time'>

/** An event as retention names it; null is any event. */
export interface RetentionEntity {
  id: string | null
  name: string
  type: 'events'
}

export interface RetentionQuery extends InRange {
  kind: 'RetentionQuery'
  retentionFilter: {
    period: RetentionPeriod
    totalIntervals: number
    retentionType: RetentionType
    targetEntity: RetentionEntity
    returningEntity: RetentionEntity
  }
}
export type RetentionResponse = Schemas['RetentionQueryResponse']

export type LifecycleStatus = Schemas['Status']
export type LifecycleQuery = Omit<Schemas['LifecycleQuery'], 'series'> &
  InRange & { series: [EventsNode]; interval: Interval }
export type LifecycleResponse = Schemas['LifecycleQueryResponse']

export type StickinessQuery = Omit<Schemas['StickinessQuery'], 'series'> &
  InRange & { series: EventsNode[]; interval: Interval }
export type StickinessResponse = Schemas['StickinessQueryResponse']

export type PathItem = '$pageview' | '$screen' | 'custom_event'

export interface PathsQuery extends InRange {
  kind: 'PathsQuery'
  pathsFilter: {
    includeEventTypes: PathItem[]
    startPoint?: string
    endPoint?: string
    /** One edge, for those who took it. */
    pathStartKey?: string
    pathEndKey?: string
    stepLimit: number
    edgeLimit: number
  }
}

/** One move: "1_/a" to "2_/b" says that it leads from the first item to the second. */
export interface PathEdge {
  source: string
  target: string
  value: number
  /** Milliseconds. */
  average_conversion_time: number | null
}

export interface PathsResponse {
  results: PathEdge[]
  hogql: string
}

interface Responses {
  FunnelsQuery: FunnelsResponse
  RetentionQuery: RetentionResponse
  LifecycleQuery: LifecycleResponse
  StickinessQuery: StickinessResponse
  PathsQuery: PathsResponse
}

export type InsightQuery = FunnelsQuery | RetentionQuery | LifecycleQuery | StickinessQuery | PathsQuery
export type InsightResponse<Q extends InsightQuery = InsightQuery> = Responses[Q['kind']] & Freshness

export async function runInsight<Q extends InsightQuery>(
  projectId: number,
  query: Q,
  options: RunOptions = {}
): Promise<InsightResponse<Q>> {
  return runQuery<Responses[Q['kind']]>(projectId, query, options)
}
