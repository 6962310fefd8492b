/**
 * What chart, tooltip, table and file of an answer over buckets show: one list, so that they agree.
 *
 *     lines {key "A:Chrome", label, slot (its colour), data, total, average, change} over buckets
 */
import type { Interval } from '../../api/trends'
import type { TimeSeries } from '../../charts/timeSeries'
import { bucketEnd, bucketLabel, bucketTitle, wallClockNow } from '../../formats/buckets'
import { toCsvText } from '../../formats/csv'

export interface ModelLine {
  key: string
  label: string
  /** Which series of the question it belongs to. */
  letter: string
  /** The value of the breakdown, as the API says it; null without one. */
  breakdown: string | number | string[] | null
  math: string
  period: 'current' | 'previous'
  slot: number
  data: number[]
  total: number
  average: number
  /** "+12%" against the previous period; null without one. */
  change: string | null
}

export interface SeriesModel {
  lines: ModelLine[]
  days: string[]
  ticks: string[]
  titles: string[]
  /** The first bucket that is not over yet. */
  incompleteFrom: number
}

/** "A" for the first series, "B" for the second. */
export const letterOf = (index: number): string => String.fromCharCode(65 + index)

export function averageOf(data: readonly number[]): number {
  return data.length > 0 ? data.reduce((sum, value) => sum + value, 0) / data.length : 0
}

/** The buckets of an answer as axis, tooltip and table name them, and the first one that is not over yet. */
export function bucketsOf(
  days: readonly string[],
  interval: Interval,
  zone: string,
  now: Date
): Omit<SeriesModel, 'lines'> {
  const clock = wallClockNow(zone, now)
  const open = days.findIndex((day) => bucketEnd(day, interval) > clock)
  return {
    days: [...days],
    ticks: days.map((day) => bucketLabel(day, interval)),
    titles: days.map((day) => bucketTitle(day, interval)),
    incompleteFrom: open === -1 ? days.length : open,
  }
}

/** Bars of one series, split by a breakdown, stand on each other; different series and periods stand side by side. */
export function toTimeSeries(lines: readonly ModelLine[]): TimeSeries[] {
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
export function toCsv({ lines, days }: SeriesModel): string {
  const rows = lines.map(({ label, total, average, data }) => [label, total, average, ...data])
  return toCsvText([['series', 'total', 'average', ...days], ...rows])
}
