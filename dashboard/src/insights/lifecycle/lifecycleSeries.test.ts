import { expect, it } from 'vitest'

import { someStatuses } from '../../../tests/samples'
import { DEFAULT_LIFECYCLE, lifecycleQuery } from '../questions/lifecycleQuestion'
import { toTimeSeries } from '../series/seriesModel'
import { lifecyclePeople, summarizeLifecycle, toLifecycle } from './lifecycleSeries'

const QUERY = lifecycleQuery(DEFAULT_LIFECYCLE)
const MODEL = toLifecycle({
  query: QUERY,
  response: {
    results: someStatuses(['2026-11-21', '2026-11-22'], {
      new: [4, 2],
      returning: [1, 3],
      resurrecting: [0, 1],
      dormant: [-2, -1],
    }),
  },
  zone: 'UTC',
  now: new Date('2026-11-22T18:00:00Z'),
})

it('draws those who left below zero, all statuses on one bar, the running day apart', () => {
  const series = toTimeSeries(MODEL.lines)
  expect(series.map(({ label, data }) => [label, data])).toEqual([
    ['New', [4, 2]],
    ['Returning', [1, 3]],
    ['Resurrecting', [0, 1]],
    ['Dormant', [-2, -1]],
  ])
  expect(new Set(series.map(({ stack }) => stack)).size).toBe(1)
  expect(new Set(series.map(({ slot }) => slot)).size).toBe(4)
  expect(MODEL.incompleteFrom).toBe(1)
})

it('is told in one sentence', () => {
  expect(summarizeLifecycle(MODEL)).toBe(
    'Lifecycle from Sat 21 Nov 2026 to Sun 22 Nov 2026. In the last interval: new 2, returning 3, resurrecting 1, dormant -1.'
  )
})

it('asks for the people of one status in one interval', () => {
  expect(lifecyclePeople(QUERY, '2026-11-22', 'dormant')).toEqual({
    kind: 'InsightActorsQuery',
    source: QUERY,
    day: '2026-11-22',
    status: 'dormant',
  })
})
