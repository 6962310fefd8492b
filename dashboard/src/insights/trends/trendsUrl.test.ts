import { decodeParams, encodeParams } from 'kea-router'
import { describe, expect, it } from 'vitest'

import { DEFAULT_TRENDS, type TrendsState } from './trendsState'
import { fromSearch, toSearch } from './trendsUrl'

const through = (state: TrendsState): TrendsState => fromSearch(decodeParams(encodeParams(toSearch(state), '?'), '?'))

const EVERYTHING: TrendsState = {
  series: [
    { event: '$pageview', math: 'total', name: '' },
    { event: null, math: 'dau', name: 'Active people & friends' },
    { event: '42', math: 'dau', name: '[draft]' },
  ],
  filters: [
    { key: '$browser', operator: 'exact', value: ['Chrome', 'true', '7'] },
    { key: 'plan name', operator: 'icontains', value: ['100% = "best"'] },
    { key: 'unfinished', operator: 'is_not', value: [] },
  ],
  breakdown: { key: 'plan', limit: 25 },
  range: { from: '2026-11-01', to: '2026-11-20' },
  interval: 'week',
  display: 'bar',
  compare: true,
  hidden: ['A:Chrome', 'B'],
}

describe('the address of trends', () => {
  it.each<[string, TrendsState]>([
    ['the default', DEFAULT_TRENDS],
    ['every choice at once', EVERYTHING],
    ['a relative range with an end', { ...DEFAULT_TRENDS, range: { from: '-1mStart', to: '-1mEnd' } }],
    ['a range that is a number', { ...DEFAULT_TRENDS, range: { from: '2026', to: null } }],
  ])('brings back %s', (_, state) => {
    expect(through(state)).toEqual(state)
  })

  it('says nothing when nothing is chosen', () => {
    expect(toSearch(DEFAULT_TRENDS)).toEqual({})
  })

  it.each([
    [
      {
        series: 'x',
        interval: 'century',
        filters: [{ operator: 'exact' }],
        breakdown: 'plan',
        hidden: 3,
        compare: 'yes',
      },
    ],
    [{ series: [], filters: {}, breakdown: { limit: 10 } }],
  ])('reads nonsense as the default: %j', (search) => {
    expect(fromSearch(search)).toEqual(DEFAULT_TRENDS)
  })
})
