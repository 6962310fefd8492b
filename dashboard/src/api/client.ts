/**
 * One typed door to the application API: paths, parameters, bodies and answers come from the generated schema.
 *
 *     api.get('/api/projects/{project_id}/', { path: { project_id: 1 } })  ->  Project, or ApiError
 */
import type { paths } from './schema'

type Method = 'get' | 'post' | 'patch' | 'delete'
type PathsWith<M extends Method> = {
  [P in keyof paths]: paths[P] extends Record<M, { responses: unknown }> ? P : never
}[keyof paths]
type Operation<P extends keyof paths, M extends Method> = paths[P] extends Record<M, infer O> ? O : never
type Json<R> = R extends { content: { 'application/json': infer A } } ? A : undefined
type Answer<O> = O extends { responses: infer R }
  ? R extends { 200: infer A }
    ? Json<A>
    : R extends { 201: infer A }
      ? Json<A>
      : undefined
  : never
type BodyOf<O> = O extends { requestBody: { content: { 'application/json': infer B } } } ? { body: B } : unknown
type PathOf<O> = O extends { parameters: { path: infer T extends object } } ? { path: T } : unknown
type QueryOf<O> = O extends { parameters: { query?: infer T } } ? { query?: T } : unknown
type Options<O> = BodyOf<O> & PathOf<O> & QueryOf<O> & { signal?: AbortSignal | undefined }
type Rest<O> = unknown extends BodyOf<O> & PathOf<O> ? [options?: Options<O>] : [options: Options<O>]
interface PlainOptions {
  body?: unknown
  path?: object
  query?: object
  signal?: AbortSignal | undefined
}

/** What the API said no to; `attr` names the field of the form, if one is to blame. */
export class ApiError extends Error {
  override name = 'ApiError'

  constructor(
    readonly status: number,
    readonly type: string,
    readonly code: string,
    readonly detail: string,
    readonly attr: string | null
  ) {
    super(detail)
  }
}

const UNREACHABLE = 'The server could not be reached. Check the connection and try again.'

function csrfToken(): string {
  return /(?:^|;\s*)posthog_csrftoken=([^;]+)/.exec(document.cookie)?.[1] ?? ''
}

function address(path: string, options: PlainOptions): string {
  const values = Object.entries(options.path ?? {})
  const filled = values.reduce(
    (url, [name, value]) => url.replace(`{${name}}`, encodeURIComponent(String(value))),
    path
  )
  const search = new URLSearchParams(Object.entries(options.query ?? {}).map(([name, value]) => [name, String(value)]))
  return search.size > 0 ? `${filled}?${search}` : filled
}

async function toError(response: Response): Promise<ApiError> {
  const said = (await response.json().catch(() => ({}))) as Partial<ApiError>
  const detail = said.detail ?? `The server answered ${response.status}. Try again in a moment.`
  return new ApiError(response.status, said.type ?? 'server_error', said.code ?? 'error', detail, said.attr ?? null)
}

async function send(method: Method, path: string, options: PlainOptions = {}): Promise<unknown> {
  const request: RequestInit = {
    method: method.toUpperCase(),
    credentials: 'same-origin',
    headers: {
      Accept: 'application/json',
      ...(options.body === undefined ? {} : { 'Content-Type': 'application/json' }),
      ...(method === 'get' ? {} : { 'X-CSRFToken': csrfToken() }),
    },
    ...(options.body === undefined ? {} : { body: JSON.stringify(options.body) }),
    ...(options.signal ? { signal: options.signal } : {}),
  }
  const response = await fetch(address(path, options), request).catch((error: Error) => {
    throw error.name === 'AbortError' ? error : new ApiError(0, 'server_error', 'unreachable', UNREACHABLE, null)
  })
  if (!response.ok) throw await toError(response)
  return response.status === 204 ? undefined : response.json()
}

type Call<M extends Method> = <P extends PathsWith<M>>(
  path: P,
  ...rest: Rest<Operation<P, M>>
) => Promise<Answer<Operation<P, M>>>

const call = <M extends Method>(method: M): Call<M> =>
  ((path: string, options?: PlainOptions) => send(method, path, options)) as Call<M>

export const api = { get: call('get'), post: call('post'), patch: call('patch'), delete: call('delete') }
