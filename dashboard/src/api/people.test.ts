import { beforeEach, expect, it, vi } from 'vitest'

import { listPeople, PEOPLE_A_PAGE, type PeopleSource } from './people'
import * as queries from './queries'

vi.mock('./queries')

const SOURCE: PeopleSource = {
  kind: 'InsightActorsQuery',
  source: {
    kind: 'LifecycleQuery',
    series: [{ kind: 'EventsNode', event: null }],
    interval: 'day',
    dateRange: { date_from: '-7d', date_to: null },
  },
  day: '2026-11-22',
  status: 'new',
}

function answer(...results: unknown[][]): void {
  vi.mocked(queries.runQuery).mockResolvedValue({ results, hasMore: false } as never)
}

beforeEach(() => vi.mocked(queries.runQuery).mockReset())

it('asks for one page of the people behind a number', async () => {
  answer()
  expect(await listPeople(7, SOURCE, 200)).toEqual({ people: [], next: null })
  expect(queries.runQuery).toHaveBeenCalledWith(
    7,
    { kind: 'ActorsQuery', source: SOURCE, select: ['person'], limit: PEOPLE_A_PAGE, offset: 200 },
    {}
  )
})

it('reads a person, and one of whom only the id is left', async () => {
  const ada = { id: 'p1', distinct_ids: ['a', 7], properties: { email: 'ada@example.com' }, created_at: '2026-11-01' }
  answer([ada], [{ id: 'p2' }], ['p3'])
  const { people } = await listPeople(7, SOURCE, 0)
  expect(people).toEqual([
    { id: 'p1', distinctIds: ['a', '7'], properties: { email: 'ada@example.com' }, createdAt: '2026-11-01' },
    { id: 'p2', distinctIds: [], properties: {}, createdAt: null },
    { id: 'p3', distinctIds: [], properties: {}, createdAt: null },
  ])
})

it('says where the next page begins', async () => {
  vi.mocked(queries.runQuery).mockResolvedValue({ results: Array(PEOPLE_A_PAGE).fill(['p']), hasMore: true } as never)
  expect(await listPeople(7, SOURCE, 100)).toMatchObject({ next: 200 })
})
