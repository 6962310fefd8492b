/** The answer of stickiness -> the bars of chart and table: how many people were active on 1, 2, ... intervals. Pure. */
import type { StickinessQuery, StickinessResponse } from '../../api/insights'
import type { InsightActorsQuery } from '../../api/people'
import { eventName } from '../../formats/names'
import { countOf } from '../../formats/numbers'
import { averageOf, letterOf, type SeriesModel } from '../series/seriesModel'

export interface StickinessInput {
  query: Pick<StickinessQuery, 'series'>
  response: Pick<StickinessResponse, 'results'>
}

export function toStickiness({ query, response }: StickinessInput): SeriesModel {
  const [first] = response.results
  return {
    lines: response.results.map(({ order, data, count }) => ({
      key: letterOf(order),
      label: eventName(query.series[order]?.event ?? null),
      slot: order,
      letter: letterOf(order),
      breakdown: null,
      math: 'total',
      period: 'current',
      data,
      total: count,
      average: averageOf(data),
      change: null,
    })),
    days: (first?.days ?? []).map(String),
    ticks: first?.labels ?? [],
    titles: first?.labels ?? [],
    incompleteFrom: first?.days.length ?? 0,
  }
}

/** One sentence for those who do not see the chart. */
export function summarizeStickiness({ lines }: SeriesModel): string {
  const totals = lines.map(({ label, total }) => `${label} ${countOf(total, 'person', 'people')}`)
  return `Stickiness, how many people were active on so many intervals. In all: ${totals.join(', ')}.`
}

/** `days` is the number of intervals that the bar counts. */
export function stickinessPeople(source: StickinessQuery, series: number, days: number): InsightActorsQuery {
  return { kind: 'InsightActorsQuery', source, series, day: days }
}
