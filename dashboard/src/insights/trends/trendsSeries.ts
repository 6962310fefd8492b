/**
 * The answer of a trends query -> what chart, tooltip and table show: one list, so that they agree.
 *
 *     TrendsRow  ->  ModelLine {key "A:Chrome", label, slot (its colour), data, total, average, change}
 */
import type { TrendsQuery, TrendsResponse, TrendsRow } from '../../api/trends'
import { breakdownName, eventName } from '../../formats/names'
import { formatChange } from '../../formats/numbers'
import { averageOf, bucketsOf, letterOf, type ModelLine, type SeriesModel } from '../series/seriesModel'
import type { Slots } from '../series/slots'

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

/** The names that colours belong to: a value and its previous period share one. */
export const namesOf = (rows: readonly TrendsRow[]): string[] => rows.map(nameOf)

function toLine(row: TrendsRow, previous: TrendsRow | undefined, query: TrendsQuery, slots: Slots): ModelLine {
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

export interface ModelInput {
  query: TrendsQuery
  response: TrendsResponse
  slots: Slots
  zone: string
  now: Date
}

export function toModel({ query, response, slots, zone, now }: ModelInput): SeriesModel {
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
