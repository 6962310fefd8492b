/** Trends in words and as a file: the chart's text alternative, and CSV. Pure. */
import type { TimeSeries } from '../../charts/timeSeries'
import { countOf, formatNumber } from '../../formats/numbers'
import { toCsvText } from '../answers/csv'
import type { TrendLine, TrendsModel } from './trendsSeries'

const MOST_SPOKEN = 5

/** One sentence for those who do not see the chart; the table below it has every number. */
export function summarize({ lines, titles }: TrendsModel, range: string): string {
  const totals = lines.slice(0, MOST_SPOKEN).map(({ label, total }) => `${label} ${formatNumber(total)}`)
  const more =
    lines.length > MOST_SPOKEN ? ` and ${countOf(lines.length - MOST_SPOKEN, 'more series', 'more series')}` : ''
  return `Trends, ${range}, from ${titles[0] ?? ''} to ${titles.at(-1) ?? ''}. Totals: ${totals.join(', ')}${more}.`
}

/** Bars of one series, split by a breakdown, stand on each other; different series and periods stand side by side. */
export function toTimeSeries(lines: readonly TrendLine[]): TimeSeries[] {
  return lines.map(({ key, label, letter, period, slot, data }) => ({
    key,
    label,
    data,
    slot,
    period,
    stack: `${letter} ${period}`,
  }))
}

/** One line a series: name, total, average, then the buckets. */
export function toCsv({ lines, days }: TrendsModel): string {
  const rows = lines.map(({ label, total, average, data }) => [label, total, average, ...data])
  return toCsvText([['series', 'total', 'average', ...days], ...rows])
}
