/** The people behind a number of an insight. */
import { runQuery, type RunOptions } from './queries'
import type { components } from './schema'

type Schemas = components['schemas']

/** Which number of which insight. */
export type InsightActorsQuery = Schemas['InsightActorsQuery']
export type FunnelsActorsQuery = Schemas['FunnelsActorsQuery']

export type PeopleSource = InsightActorsQuery | FunnelsActorsQuery | Schemas['FunnelCorrelationActorsQuery']

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
  const { results, hasMore } = await runQuery(projectId, query, options)
  const next = hasMore && results.length > 0 ? offset + results.length : null
  return { people: results.map(([person]) => toPerson(person)), next }
}
