/** The people behind a number of an insight. */
import type { FunnelsQuery, InsightQuery } from './insights'
import { runQuery, type RunOptions } from './queries'
import type { TrendsQuery } from './trends'

/** Which number of which insight. */
export interface InsightActorsQuery {
  kind: 'InsightActorsQuery'
  source: TrendsQuery | Exclude<InsightQuery, FunnelsQuery>
  /** The bucket of trends and lifecycle; the number of active intervals of stickiness. */
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

/** Everybody of a source; of a cohort of retention, those who came back in one column. */
export interface PeopleAsked {
  source: PeopleSource
  column?: number
}

export interface PeoplePage {
  people: Person[]
  /** Where the next page begins; null after the last one. */
  next: number | null
}

export const PEOPLE_A_PAGE = 100

/** A cohort is read in larger pages: of a column, only some of its people are shown. */
export const COHORT_A_PAGE = 1000

interface ActorsResponse {
  results: unknown[][]
  hasMore: boolean
}

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

const isIn = (appearances: unknown, column: number): boolean =>
  Array.isArray(appearances) && appearances.map(Number).includes(column)

/** Reads on until there is a page to show or nobody is left. */
export async function listPeople(
  projectId: number,
  { source, column }: PeopleAsked,
  offset: number,
  options: RunOptions = {}
): Promise<PeoplePage> {
  const form =
    column === undefined
      ? { select: ['person'], limit: PEOPLE_A_PAGE }
      : { select: ['person', 'appearances'], limit: COHORT_A_PAGE }
  const people: Person[] = []
  let next: number | null = offset
  while (next !== null && people.length < PEOPLE_A_PAGE) {
    const start: number = next
    const query = { kind: 'ActorsQuery' as const, source, ...form, offset: start }
    const { results, hasMore }: ActorsResponse = await runQuery<ActorsResponse>(projectId, query, options)
    const meant = results.filter(([, appearances]) => column === undefined || isIn(appearances, column))
    people.push(...meant.map(([person]) => toPerson(person)))
    next = hasMore && results.length > 0 ? start + results.length : null
  }
  return { people, next }
}
