/** Trends in words: the chart's text alternative. Pure. */
import { countOf, formatNumber } from '../../formats/numbers'
import type { SeriesModel } from '../series/seriesModel'

const MOST_SPOKEN = 5

/** One sentence for those who do not see the chart; the table below it has every number. */
export function summarize({ lines, titles }: SeriesModel, range: string): string {
  const totals = lines.slice(0, MOST_SPOKEN).map(({ label, total }) => `${label} ${formatNumber(total)}`)
  const more =
    lines.length > MOST_SPOKEN ? ` and ${countOf(lines.length - MOST_SPOKEN, 'more series', 'more series')}` : ''
  return `Trends, ${range}, from ${titles[0] ?? ''} to ${titles.at(-1) ?? ''}. Totals: ${totals.join(', ')}${more}.`
}
