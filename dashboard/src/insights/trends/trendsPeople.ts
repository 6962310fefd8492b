/** Who is behind a point of trends. Pure. */
import type { InsightActorsQuery } from '../../api/people'
import type { TrendsQuery } from '../../api/trends'
import type { ModelLine, SeriesModel } from '../series/seriesModel'

export function trendsPeople(
  source: TrendsQuery,
  { days }: SeriesModel,
  { letter, breakdown, period }: ModelLine,
  index: number
): InsightActorsQuery {
  return {
    kind: 'InsightActorsQuery',
    source,
    day: days[index] ?? '',
    series: letter.charCodeAt(0) - 65,
    ...(breakdown === null ? {} : { breakdown }),
    ...(source.compareFilter ? { compare: period } : {}),
  }
}
