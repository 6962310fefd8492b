import { expect, it } from 'vitest'

import { DEFAULT_PATHS, pathsQuery } from '../questions/pathsQuestion'
import { pathsCsv, pathsPeople, toPaths } from './pathsModel'

const edge = (
  source: string,
  target: string,
  value: number,
  time = 1000
): Parameters<typeof toPaths>[0]['results'][number] => ({ source, target, value, average_conversion_time: time })

const LINES = toPaths({
  results: [edge('2_/b_1', '3_/c', 5), edge('1_/a', '2_/b_1', 4, 90_000), edge('1_$pageview', '2_/a', 8)],
})

it('lists the moves by their place, the most frequent first', () => {
  expect(LINES.map(({ step, from, to, count, share, time }) => [step, from, to, count, share, time])).toEqual([
    [1, 'Pageview', '/a', 8, 1, '1 s'],
    [1, '/a', '/b_1', 4, 0.5, '1 min 30 s'],
    [2, '/b_1', '/c', 5, 0.625, '1 s'],
  ])
})

it('is saved with a line for each move', () => {
  expect(pathsCsv(LINES).split('\n')).toEqual([
    'step,from,to,people,average time',
    '1,Pageview,/a,8,1 s',
    '1,/a,/b_1,4,1 min 30 s',
    '2,/b_1,/c,5,1 s',
  ])
})

it('asks for the people of one move', () => {
  const query = pathsQuery({ ...DEFAULT_PATHS, start: '/a' })
  expect(pathsPeople(query, edge('1_/a', '2_/b', 4)).source).toMatchObject({
    kind: 'PathsQuery',
    pathsFilter: { startPoint: '/a', pathStartKey: '1_/a', pathEndKey: '2_/b' },
  })
})
