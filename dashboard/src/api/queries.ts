/**
 * Runs query nodes and waits for slow ones.
 *
 *     query node  ->  POST query: 200 with rows, or 202 with a status to ask again  ->  rows
 */
import { api, ApiError } from './client'
import type { components } from './schema'

type Schemas = components['schemas']
type Query = NonNullable<Schemas['QueryRequest']['query']>
type QueryStatus = Schemas['QueryStatus']

export type Refresh = Extract<Schemas['RefreshMode'], 'blocking' | 'force_blocking'>

/** How old an answer is. */
export type Freshness = Schemas['Freshness']

/** What answers a node: the schema names it after the node. */
export type AnswerTo<Q extends Query> = Schemas[`${Q['kind']}Response` & keyof Schemas] & Freshness

/** A node that always says these fields. */
export type Said<Q, K extends keyof Q> = Q & { [P in K]-?: NonNullable<Q[P]> }

/** A node whose series are all events. */
export type OfEvents<Q extends { series: unknown }> = Omit<Q, 'series'> & { series: Schemas['EventsNode'][] }

const POLL_MS = 700

export interface RunOptions {
  refresh?: Refresh
  signal?: AbortSignal
}

const pause = (signal?: AbortSignal): Promise<void> =>
  new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, POLL_MS)
    signal?.addEventListener('abort', () => {
      clearTimeout(timer)
      reject(new DOMException('The query was cancelled.', 'AbortError'))
    })
  })

/** The status of a run that goes on in the background: its answer has no results yet. */
const statusOf = ({
  results,
  query_status,
}: {
  results?: unknown
  query_status: QueryStatus | null
}): QueryStatus | null => (results === undefined ? query_status : null)

/** Asks until the query is done. A cancelled wait cancels the query on the server as well. */
async function follow(projectId: number, first: QueryStatus, signal?: AbortSignal): Promise<unknown> {
  const path = { project_id: String(projectId), query_id: first.id }
  let status = first
  try {
    while (!status.complete) {
      await pause(signal)
      const answer = await api.get('/api/projects/{project_id}/query/{query_id}/', { path, signal })
      status = answer.query_status
    }
  } catch (error) {
    // The run may be over by now: the reason to stop stays the abort.
    if (signal?.aborted)
      await api.delete('/api/projects/{project_id}/query/{query_id}/', { path }).catch(() => undefined)
    throw error
  }
  if (status.error) {
    const detail = status.error_message ?? 'The query failed. Shorten the range or use fewer filters.'
    throw new ApiError(400, 'validation_error', 'query_failed', detail, null)
  }
  return status.results
}

export async function runQuery<Q extends Query>(
  projectId: number,
  query: Q,
  options: RunOptions = {}
): Promise<AnswerTo<Q>> {
  const answer = await api.post('/api/projects/{project_id}/query/', {
    path: { project_id: String(projectId) },
    body: { query, refresh: options.refresh ?? 'blocking' },
    signal: options.signal,
  })
  const status = 'query_status' in answer ? statusOf(answer) : null
  return (status ? await follow(projectId, status, options.signal) : answer) as AnswerTo<Q>
}

/** Rows of a HogQL statement; `values` fill its {placeholders} as data, never as text. */
export async function runHogQL(
  projectId: number,
  query: string,
  values: NonNullable<Schemas['HogQLQuery']['values']> = {},
  options: RunOptions = {}
): Promise<unknown[][]> {
  const node = { kind: 'HogQLQuery', query, values } as const
  const response = await runQuery(projectId, node, options)
  return response.results
}
