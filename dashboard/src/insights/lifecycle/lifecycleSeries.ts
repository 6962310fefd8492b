/** The answer of a lifecycle -> the lines of chart and table: one for each status, those who left below zero. Pure. */
import type { LifecycleQuery, LifecycleResponse, LifecycleStatus } from '../../api/insights'
import type { InsightActorsQuery } from '../../api/people'
import { formatNumber } from '../../formats/numbers'
import { averageOf, bucketsOf, type SeriesModel } from '../series/seriesModel'

/** A colour of its own for each status, the same in every answer. */
const LOOKS: Record<LifecycleStatus, { label: string; slot: number }> = {
  new: { label: 'New', slot: 2 },
  returning: { label: 'Returning', slot: 0 },
  resurrecting: { label: 'Resurrecting', slot: 3 },
  dormant: { label: 'Dormant', slot: 1 },
}

export interface LifecycleInput {
  query: Pick<LifecycleQuery, 'interval'>
  response: Pick<LifecycleResponse, 'results'>
  zone: string
  now: Date
}

export function toLifecycle({ query, response, zone, now }: LifecycleInput): SeriesModel {
  return {
    lines: response.results.map(({ status, data, count }) => ({
      key: status,
      ...LOOKS[status],
      letter: 'A',
      breakdown: null,
      math: 'total',
      period: 'current',
      data,
      total: count,
      average: averageOf(data),
      change: null,
    })),
    ...bucketsOf(response.results[0]?.days ?? [], query.interval, zone, now),
  }
}

/** One sentence for those who do not see the chart. */
export function summarizeLifecycle({ lines, titles }: SeriesModel): string {
  const last = lines.map(({ label, data }) => `${label.toLowerCase()} ${formatNumber(data.at(-1) ?? 0)}`)
  return `Lifecycle from ${titles[0] ?? ''} to ${titles.at(-1) ?? ''}. In the last interval: ${last.join(', ')}.`
}

export function lifecyclePeople(source: LifecycleQuery, day: string, status: string): InsightActorsQuery {
  return { kind: 'InsightActorsQuery', source, day, status }
}
