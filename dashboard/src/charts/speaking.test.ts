import { expect, it } from 'vitest'

import { markedRow, rowBeside, spokenValues } from './speaking'
import { tooltipRows, type TimeSeries } from './timeSeries'

const series = (key: string, data: number[]): TimeSeries => ({
  key,
  label: key,
  data,
  slot: 0,
  period: 'current',
  stack: key,
})
const SERIES = [series('viewed', [5, 1]), series('ordered', [3, 4]), series('paid', [1, 2])]
const FIRST = tooltipRows(SERIES, 0)
const SECOND = tooltipRows(SERIES, 1)

it('keeps the chosen series when the point moves and the order changes', () => {
  expect(markedRow(FIRST, 'paid', { hovered: 'viewed' })?.key).toBe('paid')
  expect(markedRow(SECOND, 'paid', { hovered: 'viewed' })?.key).toBe('paid')
})

it('takes what the pointer means where nothing is chosen, and the largest where there is no pointer', () => {
  expect(markedRow(FIRST, null, { hovered: 'ordered' })?.key).toBe('ordered')
  expect(markedRow(SECOND, 'switched off', null)?.key).toBe('ordered')
  expect(markedRow([], null, null)).toBeUndefined()
})

it('chooses the next series by size, and begins again past the ends', () => {
  expect(rowBeside(FIRST, 'viewed', 1)?.key).toBe('ordered')
  expect(rowBeside(FIRST, 'paid', 1)?.key).toBe('viewed')
  expect(rowBeside(FIRST, 'viewed', -1)?.key).toBe('paid')
})

it('says the chosen series first, and that it is chosen', () => {
  const speak = (rows: typeof FIRST, chosen: string | null): string =>
    spokenValues('Sunday', rows, markedRow(rows, chosen, null), String)
  expect(speak(FIRST, 'ordered')).toBe('Sunday: ordered 3, chosen; viewed 5, paid 1')
  expect(speak(FIRST.slice(0, 1), null)).toBe('Sunday: viewed 5')
})
