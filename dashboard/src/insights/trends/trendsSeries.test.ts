import { describe, expect, it } from 'vitest'

import { aTrendsResponse, aTrendsRow } from '../../../tests/samples'
import type { TrendsRow } from '../../api/trends'
import { toCsv, toTimeSeries } from '../series/seriesModel'
import { assignSlots } from '../series/slots'
import { toQuery } from './trendsQuery'
import { namesOf, toModel, type ModelInput } from './trendsSeries'
import { DEFAULT_TRENDS } from './trendsState'
import { summarize } from './trendsText'

const DAYS = ['2026-11-20', '2026-11-21', '2026-11-22']

const row = (changes: Partial<TrendsRow>): TrendsRow =>
  aTrendsRow({ data: [1, 2, 3], days: DAYS, count: 6, ...changes })

const SIGNED_UP = { event: 'signed_up', math: 'total' as const, name: '' }

function model(rows: TrendsRow[], input: Partial<ModelInput> = {}): ReturnType<typeof toModel> {
  return toModel({
    query: toQuery({ ...DEFAULT_TRENDS, series: [SIGNED_UP] }),
    response: aTrendsResponse(rows),
    slots: assignSlots({}, namesOf(rows)),
    zone: 'UTC',
    now: new Date('2026-11-22T10:00:00Z'),
    ...input,
  })
}

describe('the lines of a trend', () => {
  it('carry the numbers of the answer and the name of the event', () => {
    expect(model([row({})]).lines).toEqual([
      {
        key: 'A',
        label: 'signed_up',
        letter: 'A',
        breakdown: null,
        math: 'total',
        period: 'current',
        slot: 0,
        data: [1, 2, 3],
        total: 6,
        average: 2,
        change: null,
      },
    ])
  })

  it("prefer the user's own name", () => {
    const query = toQuery({ ...DEFAULT_TRENDS, series: [{ ...SIGNED_UP, name: 'New people' }] })
    expect(model([row({})], { query }).lines[0]?.label).toBe('New people')
  })

  it('are named by value in a breakdown of one series, by event and value in one of several', () => {
    const rows = [
      row({ breakdown_value: 'Chrome' }),
      row({ breakdown_value: '$$_posthog_breakdown_null_$$' }),
      row({ breakdown_value: '$$_posthog_breakdown_other_$$' }),
    ]
    expect(model(rows).lines.map((line) => line.label)).toEqual(['Chrome', 'No value', 'Other'])
    const query = toQuery({ ...DEFAULT_TRENDS, series: [SIGNED_UP, { event: '$pageview', math: 'dau', name: '' }] })
    const second = row({ breakdown_value: ['Chrome'], order: 1 })
    expect(model([second], { query }).lines[0]).toMatchObject({
      key: 'B:Chrome',
      label: 'Pageview · Chrome',
      math: 'dau',
    })
  })

  it('put the previous period below the current one, in its colour, and tell the change', () => {
    const rows = [
      row({ breakdown_value: 'a', count: 6, compare_label: 'current' }),
      row({ breakdown_value: 'b', count: 4, compare_label: 'current' }),
      row({ breakdown_value: 'b', count: 8, compare_label: 'previous' }),
      row({ breakdown_value: 'a', count: 4, compare_label: 'previous' }),
      row({ breakdown_value: 'c', count: 1, compare_label: 'previous' }),
    ]
    expect(model(rows).lines.map(({ key, slot, change }) => [key, slot, change])).toEqual([
      ['A:a', 0, '+50%'],
      ['A:a~previous', 0, null],
      ['A:b', 1, '-50%'],
      ['A:b~previous', 1, null],
      ['A:c~previous', 2, null],
    ])
  })
})

describe('the bucket that is not over', () => {
  it.each([
    ['UTC', '2026-11-22T10:00:00Z', 2],
    ['UTC', '2026-11-23T00:00:00Z', 3],
    ['Asia/Tokyo', '2026-11-22T16:00:00Z', 3],
    ['America/Los_Angeles', '2026-11-23T02:00:00Z', 2],
  ])('is judged in the zone %s at %s', (zone, now, expected) => {
    expect(model([row({})], { zone, now: new Date(now) }).incompleteFrom).toBe(expected)
  })
})

it('sums itself up in a sentence with the totals of the table', () => {
  expect(summarize(model([row({ count: 1234 })]), 'Last 7 days')).toBe(
    'Trends, Last 7 days, from Fri 20 Nov 2026 to Sun 22 Nov 2026. Totals: signed_up 1,234.'
  )
})

it('writes CSV that a spreadsheet reads as text, not as formulas', () => {
  const rows = [row({ breakdown_value: 'a "b", c' }), row({ breakdown_value: '=cmd()' })]
  expect(toCsv(model(rows))).toBe(
    'series,total,average,2026-11-20,2026-11-21,2026-11-22\n"a ""b"", c",6,2,1,2,3\n\'=cmd(),6,2,1,2,3'
  )
})

it('stacks the bars of one series and sets series and periods side by side', () => {
  const lines = [
    { letter: 'A', period: 'current', breakdown_value: 'x' },
    { letter: 'A', period: 'current', breakdown_value: 'y' },
    { letter: 'A', period: 'previous', breakdown_value: 'x' },
    { letter: 'B', period: 'current', breakdown_value: 'x' },
  ].map(({ breakdown_value, letter, period }) =>
    row({ breakdown_value, order: letter === 'B' ? 1 : 0, compare_label: period as 'current' | 'previous' })
  )
  const stacks = toTimeSeries(model(lines).lines).map(({ key, stack }) => [key, stack])
  expect(stacks).toEqual([
    ['A:x', 'A current'],
    ['A:x~previous', 'A previous'],
    ['A:y', 'A current'],
    ['B:x', 'B current'],
  ])
})
