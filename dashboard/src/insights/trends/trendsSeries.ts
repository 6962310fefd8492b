/**
 * The answer of a trends query -> what chart, tooltip and table show: one list, so that they agree.
 *
 *     TrendsRow  ->  TrendLine {key "A:Chrome", label, slot (its colour), data, total, average, change}
 */
import type { Interval, TrendsQuery, TrendsResponse, TrendsRow } from '../../api/trends'
import { bucketEnd, bucketLabel, bucketTitle, wallClockNow } from '../../formats/buckets'
import { breakdownName, eventName } from '../../formats/names'
import { formatChange } from '../../formats/numbers'
import { letterOf } from './trendsState'

export interface TrendLine {
  key: string
  label: string
  /** Which series of the editor it belongs to. */
  letter: string
  /** The value of the breakdown, as the API says it; null without one. */
  breakdown: TrendsRow['breakdown_value']
  math: string
  period: 'current' | 'previous'
  slot: number
  data: number[]
  total: number
  average: number
  /** "+12%" against the previous period; null without one. */
  change: string | null
}

export interface TrendsModel {
  lines: TrendLine[]
  days: string[]
  ticks: string[]
  titles: string[]
  /** The first bucket that is not over yet. */
  incompleteFrom: number
}

const hasValue = (row: TrendsRow): boolean => row.breakdown_value !== null

/** The same for the current and the previous period: they share a colour. */
function nameOf(row: TrendsRow): string {
  const letter = letterOf(row.order)
  return hasValue(row) ? `${letter}:${[row.breakdown_value].flat().join(',')}` : letter
}

const PREVIOUS = '~previous'
const isPrevious = (row: TrendsRow): boolean => row.compare_label === 'previous'

function labelOf(row: TrendsRow, query: TrendsQuery): string {
  const series = query.series[row.order]
  const name = series?.custom_name ?? eventName(series?.event ?? null)
  if (!hasValue(row)) return name
  const value = breakdownName(row.breakdown_value ?? '')
  return query.series.length > 1 ? `${name} · ${value}` : value
}

/** Colours stay with their series: what is known keeps its slot, what is new takes the lowest free one. */
export function assignSlots(before: Record<string, number>, rows: readonly TrendsRow[]): Record<string, number> {
  const names = [...new Set(rows.map(nameOf))]
  const kept = Object.fromEntries(names.flatMap((name) => (name in before ? [[name, before[name] as number]] : [])))
  const taken = new Set(Object.values(kept))
  let free = 0
  for (const name of names.filter((one) => !(one in kept))) {
    while (taken.has(free)) free += 1
    kept[name] = free
    taken.add(free)
  }
  return kept
}

export function averageOf(data: readonly number[]): number {
  return data.length > 0 ? data.reduce((sum, value) => sum + value, 0) / data.length : 0
}

function toLine(
  row: TrendsRow,
  previous: TrendsRow | undefined,
  query: TrendsQuery,
  slots: Record<string, number>
): TrendLine {
  const name = nameOf(row)
  return {
    key: isPrevious(row) ? name + PREVIOUS : name,
    label: isPrevious(row) ? `${labelOf(row, query)} (previous)` : labelOf(row, query),
    letter: letterOf(row.order),
    breakdown: row.breakdown_value,
    math: query.series[row.order]?.math ?? 'total',
    period: isPrevious(row) ? 'previous' : 'current',
    slot: slots[name] ?? 0,
    data: row.data,
    total: row.count,
    average: averageOf(row.data),
    change: previous && !isPrevious(row) ? formatChange(row.count, previous.count) : null,
  }
}

/** The buckets of an answer as axis, tooltip and table name them, and the first one that is not over yet. */
export function bucketsOf(
  days: readonly string[],
  interval: Interval,
  zone: string,
  now: Date
): Omit<TrendsModel, 'lines'> {
  const clock = wallClockNow(zone, now)
  const open = days.findIndex((day) => bucketEnd(day, interval) > clock)
  return {
    days: [...days],
    ticks: days.map((day) => bucketLabel(day, interval)),
    titles: days.map((day) => bucketTitle(day, interval)),
    incompleteFrom: open === -1 ? days.length : open,
  }
}

export interface ModelInput {
  query: TrendsQuery
  response: TrendsResponse
  slots: Record<string, number>
  zone: string
  now: Date
}

export function toModel({ query, response, slots, zone, now }: ModelInput): TrendsModel {
  const rows = response.results
  const previous = new Map(rows.filter(isPrevious).map((row) => [nameOf(row), row]))
  const current = rows.filter((row) => !isPrevious(row))
  const lines = current.flatMap((row) => {
    const earlier = previous.get(nameOf(row))
    return [row, ...(earlier ? [earlier] : [])].map((one) => toLine(one, earlier, query, slots))
  })
  const shown = new Set(current.map(nameOf))
  const gone = rows.filter((row) => isPrevious(row) && !shown.has(nameOf(row)))
  const days = (current[0] ?? rows[0])?.days ?? []
  return {
    lines: [...lines, ...gone.map((row) => toLine(row, row, query, slots))],
    ...bucketsOf(days, query.interval, zone, now),
  }
}
