/** What stands where a chart of series is: the chart, or why there is none. Pure. */
import type { ModelLine, SeriesModel } from './seriesModel'

export type ChartState = 'loading' | 'failed' | 'empty' | 'switched off' | 'drawn'

export function chartStateOf(
  model: SeriesModel | null,
  shownLines: readonly ModelLine[],
  error: string | null
): ChartState {
  if (error) return 'failed'
  if (!model) return 'loading'
  if (model.lines.every(({ data }) => data.every((value) => value === 0))) return 'empty'
  return shownLines.length === 0 ? 'switched off' : 'drawn'
}

/** The lines that the table has not switched off. */
export const shownOf = (model: SeriesModel | null, hidden: readonly string[]): ModelLine[] =>
  (model?.lines ?? []).filter(({ key }) => !hidden.includes(key))
