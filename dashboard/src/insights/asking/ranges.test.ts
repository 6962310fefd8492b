import { describe, expect, it } from 'vitest'

import type { Interval } from '../../api/trends'
import { daysOf, isSuitable, rangeLabel, suitInterval } from './ranges'

const TODAY = '2026-11-22'

describe('rangeLabel', () => {
  it.each([
    ['-7d', null, 'Last 7 days'],
    ['-1mStart', '-1mEnd', 'Last month'],
    ['2026-11-01', '2026-11-12', '1 Nov 2026 to 12 Nov 2026'],
    ['2026-11-01', '2026-11-01', '1 Nov 2026'],
    ['2026-11-01', null, 'Since 1 Nov 2026'],
    ['-3w', null, 'Since -3w'],
  ])('calls %s to %s "%s"', (from, to, label) => {
    expect(rangeLabel({ from, to })).toBe(label)
  })
})

it.each([
  ['-24h', null, 1],
  ['-2w', null, 14],
  ['2026-11-01', '2026-11-10', 10],
  ['2026-11-20', null, 3],
])('takes %s to %s for %d days', (from, to, days) => {
  expect(daysOf({ from, to }, TODAY)).toBeCloseTo(days)
})

describe('suitInterval', () => {
  it.each<[Interval, string, string | null, Interval]>([
    ['day', '-1h', null, 'minute'],
    ['day', 'dStart', null, 'hour'],
    ['hour', '-30d', null, 'day'],
    ['week', '-30d', null, 'week'],
    ['month', '-7d', null, 'day'],
    ['hour', '2026-11-21', '2026-11-22', 'hour'],
    ['hour', '2026-01-01', '2026-11-01', 'week'],
    ['day', 'all', null, 'month'],
  ])('after %s, the range %s to %s is cut by %s', (before, from, to, after) => {
    expect(suitInterval(before, { from, to }, TODAY)).toBe(after)
  })

  it('offers no interval that would draw one point or thousands', () => {
    expect(isSuitable('month', { from: '-7d', to: null }, TODAY)).toBe(false)
    expect(isSuitable('minute', { from: '-7d', to: null }, TODAY)).toBe(false)
    expect(isSuitable('hour', { from: '-7d', to: null }, TODAY)).toBe(true)
  })
})
