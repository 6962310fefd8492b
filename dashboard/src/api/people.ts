/** The people behind a number of an insight. */
import type { FunnelsQuery, InsightQuery } from './insights'
import { runQuery, type RunOptions } from './queries'
import type { components } from './schema'
import type { TrendsQuery } from './trends'

type Schemas = components['schemas']

/** Which number of which insight. */
export interface InsightActorsQuery {
  kind: 'InsightActorsQuery'
  source: TrendsQuery | Exclude<InsightQuery, FunnelsQuery>
  /** The bucket of trends and lifecycle; the number of active intervals of stickiness; the column of retention. */
  day?: string | number
  /** The place of the series in the question. */
  series?: number
  breakdown?: string | number | (string | number)[]
  compare?: 'current' | 'previous'
  status?: string
  /** The cohort of retention, the oldest is 0. */
  interval?: number
}

export interface FunnelsActorsQuery {
  kind: 'FunnelsActorsQuery'
  source: FunnelsQuery
  /** The step reached, from 1; negative for those who came no further than the step before it. */
  funnelStep: number
  funnelStepBreakdown?: string | number | (string | number)[]
}

export type PeopleSource = InsightActorsQuery | FunnelsActorsQuery

export interface Person {
  id: string
  distinctIds: string[]
  properties: Record<string, unknown>
  /** ISO 8601, or null where nothing is known of the person. */
  createdAt: string | null
}

export interface PeoplePage {
  people: Person[]
  /** Where the next page begins; null after the last one. */
  next: number | null
}

export const PEOPLE_A_PAGE = 100

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null

/** Somebody who was deleted in the meantime is only an id. */
function toPerson(value: unknown): Person {
  const said = isRecord(value) ? value : { id: value }
  return {
    id: String(said.id ?? said.uuid ?? ''),
    distinctIds: Array.isArray(said.distinct_ids) ? said.distinct_ids.map(String) : [],
    properties: isRecord(said.properties) ? said.properties : {},
    createdAt: typeof said.created_at === 'string' ? said.created_at : null,
  }
}

export async function listPeople(
  projectId: number,
  source: PeopleSource,
  offset: number,
  options: RunOptions = {}
): Promise<PeoplePage> {
  const query = { kind: 'ActorsQuery' as const, source, select: ['person'], limit: PEOPLE_A_PAGE, offset }
  const { results, hasMore } = await runQuery<Schemas['ActorsQueryResponse']>(projectId, query, options)
  const next = hasMore && results.length > 0 ? offset + results.length : null
  return { people: results.map(([person]) => toPerson(person)), next }
}
