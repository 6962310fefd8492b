import { expect, it } from 'vitest'

import { aTrendsResponse, aTrendsRow } from '../../../tests/samples'
import { trendsPeople } from './trendsPeople'
import { toQuery } from './trendsQuery'
import { toModel } from './trendsSeries'
import { ANY_EVENT, DEFAULT_TRENDS } from './trendsState'

const query = toQuery({ ...DEFAULT_TRENDS, series: [ANY_EVENT, ANY_EVENT], compare: true })
const model = toModel({
  query,
  response: aTrendsResponse([
    aTrendsRow({ order: 1, breakdown_value: 'Firefox', compare_label: 'current' }),
    aTrendsRow({ order: 1, breakdown_value: 'Firefox', compare_label: 'previous' }),
  ]),
  slots: {},
  zone: 'UTC',
  now: new Date('2026-11-22T18:00:00Z'),
})

it.each([
  [0, 'current'],
  [1, 'previous'],
])('asks for the people of line %d in its bucket, series, value and period', (at, compare) => {
  const line = model.lines[at]
  if (!line) throw new Error('There are two lines.')
  expect(trendsPeople(query, model, line, 0)).toEqual({
    kind: 'InsightActorsQuery',
    source: query,
    day: '2026-11-22',
    series: 1,
    breakdown: 'Firefox',
    compare,
  })
})
