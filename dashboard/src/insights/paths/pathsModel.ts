/** The answer of paths -> the rows of its table: from where to where, at which step. Pure. */
import type { PathEdge, PathsQuery, PathsResponse } from '../../api/insights'
import type { InsightActorsQuery } from '../../api/people'
import { toCsvText } from '../../formats/csv'
import { formatDuration } from '../../formats/durations'
import { eventName } from '../../formats/names'

export interface PathLine {
  edge: PathEdge
  /** The place of the first item in its path, from 1. */
  step: number
  from: string
  to: string
  count: number
  /** Of the most frequent edge, between 0 and 1. */
  share: number
  /** "3 min 20 s" on average. */
  time: string
}

/** "2_/b" in its parts. An item may itself contain the sign. */
function itemOf(key: string): { step: number; name: string } {
  const [, step, name] = /^(\d+)_(.*)$/s.exec(key) ?? []
  return step === undefined || name === undefined
    ? { step: 1, name: key }
    : { step: Number(step), name: eventName(name) }
}

/** By step, the most frequent first. */
export function toPaths({ results }: Pick<PathsResponse, 'results'>): PathLine[] {
  const most = Math.max(1, ...results.map(({ value }) => value))
  return results
    .map((edge) => {
      const { step, name } = itemOf(edge.source)
      return {
        edge,
        step,
        from: name,
        to: itemOf(edge.target).name,
        count: edge.value,
        share: edge.value / most,
        time: formatDuration(edge.average_conversion_time / 1000),
      }
    })
    .sort((one, other) => one.step - other.step || other.count - one.count)
}

export function pathsPeople(source: PathsQuery, { source: start, target }: PathEdge): InsightActorsQuery {
  const pathsFilter = { ...source.pathsFilter, pathStartKey: start, pathEndKey: target }
  return { kind: 'InsightActorsQuery', source: { ...source, pathsFilter } }
}

/** One line for each edge. */
export function pathsCsv(lines: readonly PathLine[]): string {
  const rows = lines.map(({ step, from, to, count, time }) => [step, from, to, count, time])
  return toCsvText([['step', 'from', 'to', 'people', 'average time'], ...rows])
}
