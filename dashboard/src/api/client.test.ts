import { afterEach, describe, expect, it, vi } from 'vitest'

import { findUser } from './account'
import { api, ApiError } from './client'
import { listEvents } from './events'
import { runQuery } from './queries'
import { propertyField } from './taxonomy'

const json = (status: number, body: unknown): Response =>
  new Response(JSON.stringify(body), { status, headers: { 'Content-Type': 'application/json' } })

function answerWith(...answers: (Response | Error)[]): ReturnType<typeof vi.fn> {
  const fetched = vi.fn(async () => {
    const next = answers.shift()
    if (next instanceof Error || !next) throw next ?? new Error('one request too many')
    return next
  })
  vi.stubGlobal('fetch', fetched)
  return fetched
}

afterEach(() => {
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

describe('the client', () => {
  it('sends the CSRF token of the cookie with what changes something, and fills the path', async () => {
    document.cookie = 'posthog_csrftoken=abc123'
    const fetched = answerWith(json(200, { id: 4 }))
    await api.patch('/api/projects/{project_id}/', { path: { project_id: '4' }, body: { name: 'Shop' } })
    expect(fetched).toHaveBeenCalledWith(
      '/api/projects/4/',
      expect.objectContaining({
        method: 'PATCH',
        body: '{"name":"Shop"}',
        headers: expect.objectContaining({ 'X-CSRFToken': 'abc123', 'Content-Type': 'application/json' }),
      })
    )
  })

  it('makes an ApiError of what the server says', async () => {
    answerWith(json(400, { type: 'validation_error', code: 'invalid', detail: 'Too long.', attr: 'name' }))
    await expect(api.get('/api/projects/')).rejects.toEqual(
      new ApiError(400, 'validation_error', 'invalid', 'Too long.', 'name')
    )
  })

  it('says something useful when the server says nothing, or is not there', async () => {
    answerWith(new Response('<html>', { status: 502 }), new TypeError('Failed to fetch'))
    await expect(api.get('/api/projects/')).rejects.toThrow('The server answered 502. Try again in a moment.')
    await expect(api.get('/api/projects/')).rejects.toThrow('The server could not be reached.')
  })

  it('finds no user behind a 401, and tells other errors', async () => {
    answerWith(json(401, { detail: 'Not logged in.' }), json(500, { detail: 'Broken.' }))
    await expect(findUser()).resolves.toBeNull()
    await expect(findUser()).rejects.toThrow('Broken.')
  })
})

const SELECT = { kind: 'HogQLQuery', query: 'select 1' } as const

describe('a slow query', () => {
  const running = { query_status: { id: 'q1', complete: false, error: false, error_message: null, results: null } }

  it('is asked for until it is done', async () => {
    vi.useFakeTimers()
    const done = { query_status: { ...running.query_status, complete: true, results: { results: [[1]] } } }
    const fetched = answerWith(json(202, running), json(202, running), json(200, done))
    const found = runQuery(7, SELECT)
    await vi.advanceTimersByTimeAsync(2000)
    await expect(found).resolves.toEqual({ results: [[1]] })
    expect(fetched).toHaveBeenLastCalledWith('/api/projects/7/query/q1/', expect.anything())
  })

  it('fails with what the server says', async () => {
    const failed = {
      query_status: { ...running.query_status, complete: true, error: true, error_message: 'Too much.' },
    }
    answerWith(json(202, failed))
    await expect(runQuery(7, SELECT)).rejects.toThrow('Too much.')
  })

  it('is cancelled on the server when nobody waits for it', async () => {
    const fetched = answerWith(json(202, running), json(200, {}))
    const stop = new AbortController()
    const found = runQuery(7, SELECT, { signal: stop.signal })
    setTimeout(() => stop.abort(), 10)
    await expect(found).rejects.toThrow('The query was cancelled.')
    expect(fetched).toHaveBeenLastCalledWith('/api/projects/7/query/q1/', expect.objectContaining({ method: 'DELETE' }))
  })
})

describe('event searches', () => {
  it('send what was typed as data, never as text of the query', async () => {
    const fetched = answerWith(json(200, { results: [['u', 'e', '2026-11-22T00:00:00Z', 'd', 'p', '{"a":1}']] }))
    const events = await listEvents(7, { after: '2026-11-22T00:00:00Z', name: "x' or 1", text: '50%_' })
    const { query } = JSON.parse(String((fetched.mock.calls[0] as [string, RequestInit])[1].body))
    expect(query.query).not.toContain('or 1')
    expect(query.values).toMatchObject({ name: "x' or 1", pattern: '%50\\%\\_%' })
    expect(events).toMatchObject([{ uuid: 'u', properties: { a: 1 } }])
  })

  it.each([
    ['$browser', 'properties.$browser'],
    ['my key', 'properties.`my key`'],
    ['a`b\\c', 'properties.`a\\`b\\\\c`'],
  ])('name the property %s so that it cannot end the name', (key, field) => {
    expect(propertyField(key)).toBe(field)
  })
})
