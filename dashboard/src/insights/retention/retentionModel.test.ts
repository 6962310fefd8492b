import { describe, expect, it } from 'vitest'

import { someCohorts } from '../../../tests/samples'
import { DEFAULT_RETENTION, retentionQuery } from '../questions/retentionQuestion'
import { retentionCsv, retentionPeople, summarizeRetention, toRetention, type RetentionModel } from './retentionModel'

const QUERY = retentionQuery({ ...DEFAULT_RETENTION, intervals: 3 })
const COHORTS = someCohorts(
  ['2026-11-20', '2026-11-21', '2026-11-22'],
  [
    [10, 5, 1],
    [30, 9, 0],
    [4, 0, 0],
  ]
)

const model = (now: string): RetentionModel =>
  toRetention({ query: QUERY, response: { results: COHORTS }, zone: 'Europe/Berlin', now: new Date(now) })

const RUNNING = '2026-11-22T18:00:00Z'
const OVER = '2026-11-23T18:00:00Z'

describe('the matrix of retention', () => {
  it('is a triangle: what has not happened has no cell', () => {
    const { rows, columns } = model(OVER)
    expect(columns).toEqual(['Day 0', 'Day 1', 'Day 2'])
    expect(rows.map(({ label, size, cells }) => [label, size, cells.map(({ percent }) => percent)])).toEqual([
      ['20 Nov', 10, ['100%', '50%', '10%']],
      ['21 Nov', 30, ['100%', '30%']],
      ['22 Nov', 4, ['100%']],
    ])
  })

  it('marks the cells of the interval that is still running, in the zone of the project', () => {
    const open = (now: string): string[] => model(now).rows.map(({ cells }) => cells.at(-1)?.state ?? '')
    expect(open(RUNNING)).toEqual(['open', 'open', 'open'])
    expect(open('2026-11-22T22:59:00Z')).toEqual(['open', 'open', 'open'])
    expect(open('2026-11-22T23:01:00Z')).toEqual(['whole', 'whole', 'whole'])
  })

  it('weighs each cohort of a mean by its size, and takes only intervals that are over', () => {
    expect(model(OVER).means).toEqual(['100%', '35%', '10%'])
    expect(model(RUNNING).means).toEqual(['100%', '50%', null])
  })

  it('is told in one sentence and saved with every count', () => {
    expect(summarizeRetention(model(OVER))).toBe(
      'Retention of 44 people in 3 cohorts. On average came back: Day 1 35%, Day 2 10%.'
    )
    expect(retentionCsv(model(OVER)).split('\n')).toEqual([
      'cohort,size,Day 0,Day 1,Day 2',
      'Fri 20 Nov 2026,10,10,5,1',
      'Sat 21 Nov 2026,30,30,9',
      'Sun 22 Nov 2026,4,4',
    ])
  })
})

it('asks for the people of one cell', () => {
  expect(retentionPeople(QUERY, 1, 2)).toEqual({
    kind: 'InsightActorsQuery',
    source: QUERY,
    interval: 1,
    day: 2,
  })
})
