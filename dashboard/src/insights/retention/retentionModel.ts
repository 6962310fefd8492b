/**
 * The answer of retention -> the cells of its matrix.
 *
 *     cohorts, each as long as all  ->  a triangle: what lies after the last interval has not happened
 */
import type { RetentionPeriod, RetentionQuery, RetentionResponse } from '../../api/insights'
import type { InsightActorsQuery } from '../../api/people'
import { bucketEnd, bucketLabel, bucketTitle, wallClockNow, type BucketInterval } from '../../formats/buckets'
import { toCsvText } from '../../formats/csv'
import { formatShare } from '../../formats/numbers'

export interface RetentionCell {
  column: number
  count: number
  /** Of the cohort, between 0 and 1. */
  share: number
  percent: string
  /** An open cell still fills: its interval is not over yet. */
  state: 'whole' | 'open'
}

export interface RetentionRow {
  cohort: number
  label: string
  title: string
  size: number
  cells: RetentionCell[]
}

export interface RetentionModel {
  /** "Day 0", "Day 1". */
  columns: string[]
  rows: RetentionRow[]
  /** "35%" of all cohorts that have the column, each weighted by its size; null where none is over yet. */
  means: (string | null)[]
}

const intervalOf = (period: RetentionPeriod): BucketInterval => period.toLowerCase() as BucketInterval

function meanOf(rows: readonly RetentionRow[], column: number): string | null {
  const whole = rows.flatMap(({ size, cells }) => {
    const cell = cells[column]
    return cell?.state === 'whole' ? [{ size, count: cell.count }] : []
  })
  const size = whole.reduce((sum, one) => sum + one.size, 0)
  const count = whole.reduce((sum, one) => sum + one.count, 0)
  return size === 0 ? null : formatShare(count, size)
}

export interface RetentionInput {
  query: RetentionQuery
  response: Pick<RetentionResponse, 'results'>
  zone: string
  now: Date
}

export function toRetention({ query, response, zone, now }: RetentionInput): RetentionModel {
  const { results } = response
  const { period } = query.retentionFilter
  const interval = intervalOf(period)
  const clock = wallClockNow(zone, now)
  const isLastOpen = bucketEnd(results.at(-1)?.date ?? '', interval) > clock
  const rows = results.map(({ date, values }, cohort): RetentionRow => {
    const size = values[0]?.count ?? 0
    return {
      cohort,
      label: bucketLabel(date, interval),
      title: bucketTitle(date, interval),
      size,
      cells: values.slice(0, results.length - cohort).map(({ count }, column) => ({
        column,
        count,
        share: size === 0 ? 0 : count / size,
        percent: formatShare(count, size),
        state: isLastOpen && cohort + column === results.length - 1 ? 'open' : 'whole',
      })),
    }
  })
  const columns = results.map((_, column) => `${period} ${column}`)
  return { columns, rows, means: columns.map((_, column) => meanOf(rows, column)) }
}

/** One sentence for those who do not see the shades. */
export function summarizeRetention({ columns, rows, means }: RetentionModel): string {
  const size = rows.reduce((sum, row) => sum + row.size, 0)
  const said = means.flatMap((mean, column) => (mean && column > 0 ? [`${columns[column]} ${mean}`] : []))
  return `Retention of ${size} people in ${rows.length} cohorts. On average came back: ${said.join(', ')}.`
}

/** Those of a cohort who came back in a column; all of it in the first one. */
export function retentionPeople(source: RetentionQuery, cohort: number, column: number): InsightActorsQuery {
  return { kind: 'InsightActorsQuery', source, interval: cohort, day: column }
}

/** One line for each cohort. */
export function retentionCsv({ columns, rows }: RetentionModel): string {
  const lines = rows.map(({ title, size, cells }) => [title, size, ...cells.map(({ count }) => count)])
  return toCsvText([['cohort', 'size', ...columns], ...lines])
}
