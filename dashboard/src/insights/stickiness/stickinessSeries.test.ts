import { expect, it } from 'vitest'

import { DEFAULT_STICKINESS, stickinessQuery } from '../questions/stickinessQuestion'
import { stickinessPeople, summarizeStickiness, toStickiness } from './stickinessSeries'

const QUERY = stickinessQuery({ ...DEFAULT_STICKINESS, events: ['ordered', null] })
const row = (order: number, data: number[]): Parameters<typeof toStickiness>[0]['response']['results'][number] => ({
  action: {},
  label: 'x',
  order,
  count: data.reduce((sum, value) => sum + value, 0),
  data,
  days: data.map((_, at) => at + 1),
  labels: data.map((_, at) => `${at + 1} days`),
  compare: null,
  compare_label: null,
})
const MODEL = toStickiness({ query: QUERY, response: { results: [row(0, [5, 2, 1]), row(1, [9, 0, 3])] } })

it('has a bar for each number of intervals, and none of them is unfinished', () => {
  expect(MODEL.lines.map(({ key, label, total, data }) => [key, label, total, data])).toEqual([
    ['A', 'ordered', 8, [5, 2, 1]],
    ['B', 'All events', 12, [9, 0, 3]],
  ])
  expect(MODEL.titles).toEqual(['1 days', '2 days', '3 days'])
  expect(MODEL.incompleteFrom).toBe(3)
})

it('is told in one sentence', () => {
  expect(summarizeStickiness(MODEL)).toBe(
    'Stickiness, how many people were active on so many intervals. In all: ordered 8 people, All events 12 people.'
  )
})

it('asks for the people of one bar', () => {
  expect(stickinessPeople(QUERY, 1, 3)).toEqual({ kind: 'InsightActorsQuery', source: QUERY, series: 1, day: 3 })
})
