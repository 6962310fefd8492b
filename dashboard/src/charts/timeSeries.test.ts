import { expect, it } from 'vitest'

import { tooltipRows, type TimeSeries } from './timeSeries'

const series = (key: string, data: number[]): TimeSeries => ({
  key,
  label: key,
  data,
  slot: 0,
  period: 'current',
  stack: key,
})

it('lists the values of a bucket by size, equal ones in the order of the series', () => {
  const rows = tooltipRows([series('small', [1, 9]), series('first', [5, 0]), series('second', [5, 0])], 0)
  expect(rows.map((row) => [row.key, row.value])).toEqual([
    ['first', 5],
    ['second', 5],
    ['small', 1],
  ])
})

it('counts a bucket that a series does not have as zero', () => {
  expect(tooltipRows([series('short', [3])], 4)[0]?.value).toBe(0)
})
