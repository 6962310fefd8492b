/** Date ranges people choose from, and the interval that suits each. Pure. */
import type { Interval } from '../../api/trends'
import { textOf, type Search } from './search'

export interface Range {
  from: string
  /** null is now. */
  to: string | null
}

export interface Preset extends Range {
  label: string
  interval: Interval
}

export const PRESETS: Preset[] = [
  { label: 'Last hour', from: '-1h', to: null, interval: 'minute' },
  { label: 'Last 24 hours', from: '-24h', to: null, interval: 'hour' },
  { label: 'Today', from: 'dStart', to: null, interval: 'hour' },
  { label: 'Yesterday', from: '-1dStart', to: '-1dEnd', interval: 'hour' },
  { label: 'Last 7 days', from: '-7d', to: null, interval: 'day' },
  { label: 'Last 14 days', from: '-14d', to: null, interval: 'day' },
  { label: 'Last 30 days', from: '-30d', to: null, interval: 'day' },
  { label: 'Last 90 days', from: '-90d', to: null, interval: 'week' },
  { label: 'This month', from: 'mStart', to: null, interval: 'day' },
  { label: 'Last month', from: '-1mStart', to: '-1mEnd', interval: 'day' },
  { label: 'Year to date', from: 'yStart', to: null, interval: 'month' },
  { label: 'Last 12 months', from: '-12m', to: null, interval: 'month' },
  { label: 'All time', from: 'all', to: null, interval: 'month' },
]

export const INTERVALS: Interval[] = ['minute', 'hour', 'day', 'week', 'month']

const ABSOLUTE = /^\d{4}-\d{2}-\d{2}$/

export const isAbsolute = (text: string | null): text is string => text !== null && ABSOLUTE.test(text)

export function presetOf(range: Range): Preset | undefined {
  return PRESETS.find(({ from, to }) => from === range.from && to === range.to)
}

const shortDay = (day: string): string =>
  new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' }).format(
    new Date(day)
  )

/** "Last 7 days", "1 Nov 2026 to 12 Nov 2026", "Since 1 Nov 2026". */
export function rangeLabel(range: Range): string {
  const preset = presetOf(range)
  if (preset) return preset.label
  if (!isAbsolute(range.from)) return range.to ? `${range.from} to ${range.to}` : `Since ${range.from}`
  if (!isAbsolute(range.to)) return `Since ${shortDay(range.from)}`
  return range.from === range.to ? shortDay(range.from) : `${shortDay(range.from)} to ${shortDay(range.to)}`
}

const DAY_MS = 86_400_000

const PERIOD_DAYS: Record<string, number> = { h: 1 / 24, d: 1, w: 7, m: 30, q: 91, y: 365 }

/** About how many days a range covers, to choose an interval by. */
export function daysOf(range: Range, today: string): number {
  if (isAbsolute(range.from)) {
    const end = isAbsolute(range.to) ? range.to : today
    return Math.max(1, (Date.parse(end) - Date.parse(range.from)) / DAY_MS + 1)
  }
  const [, count, unit] = /^-(\d+)([hdwmqy])/.exec(range.from) ?? []
  if (count && unit) return Number(count) * (PERIOD_DAYS[unit] ?? 1)
  return { dStart: 1, mStart: 31, yStart: 365, all: 3650 }[range.from] ?? 30
}

const FEWEST: Record<Interval, number> = { minute: 0, hour: 0, day: 1, week: 7, month: 28 }
const MOST: Record<Interval, number> = { minute: 0.5, hour: 31, day: 730, week: 3650, month: 36_500 }

/** Whether an interval gives neither a single point nor more points than a screen has pixels. */
export function isSuitable(interval: Interval, range: Range, today: string): boolean {
  const days = daysOf(range, today)
  return days >= FEWEST[interval] && days <= MOST[interval]
}

/** The interval to use after the range has changed: the one chosen before, when it still makes sense. */
export function suitInterval(interval: Interval, range: Range, today: string): Interval {
  const preset = presetOf(range)
  if (preset && ['minute', 'hour', 'month'].includes(preset.interval)) return preset.interval
  if (interval !== 'minute' && interval !== 'hour' && isSuitable(interval, range, today)) return interval
  if (preset) return preset.interval
  const days = daysOf(range, today)
  if (days <= 2) return 'hour'
  return days <= 62 ? 'day' : days <= 400 ? 'week' : 'month'
}

/** As the API takes it. */
export const toDateRange = ({ from, to }: Range): { date_from: string; date_to: string | null } => ({
  date_from: from,
  date_to: to,
})

/** As an address says it. */
export const rangeOf = (search: Search, initial: Range): Range => ({
  from: textOf(search.from) ?? initial.from,
  to: textOf(search.to),
})

/** A range together with the interval that suits it. */
export const withInterval = (
  range: Range,
  interval: Interval,
  today: string
): { range: Range; interval: Interval } => ({
  range,
  interval: suitInterval(interval, range, today),
})
