/**
 * Runs query nodes and waits for slow ones.
 *
 *     query node  ->  POST query: 200 with rows, or 202 with a status to ask again  ->  rows
 */
import { api, ApiError } from './client'

const POLL_MS = 700

export type Refresh = 'blocking' | 'force_blocking'

export interface RunOptions {
  refresh?: Refresh
  signal?: AbortSignal
}

export interface QueryMeta {
  is_cached?: boolean
  last_refresh?: string | null
  hogql?: string | null
  timezone?: string | null
}

interface QueryStatus {
  id: string
  complete: boolean
  error: boolean
  error_message: string | null
  results: unknown
}

const pause = (signal?: AbortSignal): Promise<void> =>
  new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, POLL_MS)
    signal?.addEventListener('abort', () => {
      clearTimeout(timer)
      reject(new DOMException('The query was cancelled.', 'AbortError'))
    })
  })

const statusOf = (answer: unknown): QueryStatus | null => {
  const status = (answer as { query_status?: QueryStatus | null }).query_status
  return status && !('results' in (answer as object)) ? status : null
}

/** Asks until the query is done. A cancelled wait cancels the query on the server as well. */
async function follow(projectId: number, first: QueryStatus, signal?: AbortSignal): Promise<unknown> {
  const path = { project_id: String(projectId), query_id: first.id }
  let status = first
  try {
    while (!status.complete) {
      await pause(signal)
      const answer = await api.get('/api/projects/{project_id}/query/{query_id}/', { path, ...(signal ? { signal } : {}) })
      status = answer.query_status
    }
  } catch (error) {
    if (signal?.aborted) await api.delete('/api/projects/{project_id}/query/{query_id}/', { path })
    throw error
  }
  if (status.error) {
    const detail = status.error_message ?? 'The query failed. Shorten the range or use fewer filters.'
    throw new ApiError(400, 'validation_error', 'query_failed', detail, null)
  }
  return status.results
}

export async function runQuery<T>(projectId: number, query: object, options: RunOptions = {}): Promise<T & QueryMeta> {
  const answer: unknown = await api.post('/api/projects/{project_id}/query/', {
    path: { project_id: String(projectId) },
    body: { query: { ...query }, refresh: options.refresh ?? 'blocking' },
    ...(options.signal ? { signal: options.signal } : {}),
  })
  const status = statusOf(answer)
  return (status ? await follow(projectId, status, options.signal) : answer) as T & QueryMeta
}

export interface HogQLResponse {
  columns: string[]
  results: unknown[][]
}

/** Rows of a HogQL statement; `values` fill its {placeholders} as data, never as text. */
export async function runHogQL(
  projectId: number,
  query: string,
  values: Record<string, unknown> = {},
  options: RunOptions = {}
): Promise<unknown[][]> {
  const node = { kind: 'HogQLQuery', query, values }
  const response = await runQuery<HogQLResponse>(projectId, node, options)
  return response.results
}
