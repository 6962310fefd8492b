/**
 * The editor's state and its address. Only what differs from the default is said, and an address
 * that somebody wrote by hand is read leniently: what makes no sense falls back to the default.
 *
 *     TrendsState  <->  ?series=[{"event":"signed_up","math":"dau"}]&from=-30d&interval=week
 */
import type { Interval, PropertyFilter } from '../../api/trends'
import {
  BREAKDOWN_LIMITS,
  DEFAULT_TRENDS,
  INTERVALS,
  MOST_SERIES,
  OPERATORS,
  type Breakdown,
  type Series,
  type TrendsState,
} from './trendsState'

type Search = Record<string, unknown>

/** Series are compared as text: an address says them only when they differ. */
const isDefault = (state: TrendsState, key: keyof TrendsState): boolean =>
  JSON.stringify(state[key]) === JSON.stringify(DEFAULT_TRENDS[key])

const shortSeries = ({ event, math, name }: Series): object => ({
  event,
  ...(math === 'total' ? {} : { math }),
  ...(name ? { name } : {}),
})

export function toSearch(state: TrendsState): Search {
  const { series, filters, breakdown, range, interval, display, compare, hidden } = state
  return {
    ...(isDefault(state, 'series') ? {} : { series: series.map(shortSeries) }),
    ...(filters.length > 0 ? { filters } : {}),
    ...(breakdown ? { breakdown } : {}),
    ...(range.from === DEFAULT_TRENDS.range.from ? {} : { from: range.from }),
    ...(range.to === null ? {} : { to: range.to }),
    ...(isDefault(state, 'interval') ? {} : { interval }),
    ...(isDefault(state, 'display') ? {} : { display }),
    ...(compare ? { compare: true } : {}),
    ...(hidden.length > 0 ? { hidden } : {}),
  }
}

const isObject = (value: unknown): value is Search => typeof value === 'object' && value !== null
const listOf = (value: unknown): Search[] => (Array.isArray(value) ? value.filter(isObject) : [])
const textOf = (value: unknown): string | null =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : null

function oneOf<T>(value: unknown, allowed: readonly T[], fallback: T): T {
  return allowed.find((one) => one === value) ?? fallback
}

function readSeries(value: unknown): Series[] {
  const series = listOf(value).map(({ event, math, name }): Series => ({
    event: textOf(event),
    math: math === 'dau' ? 'dau' : 'total',
    name: textOf(name) ?? '',
  }))
  return series.length > 0 ? series.slice(0, MOST_SERIES) : DEFAULT_TRENDS.series
}

function readFilters(value: unknown): PropertyFilter[] {
  return listOf(value).flatMap((filter) => {
    const key = textOf(filter.key)
    const values = Array.isArray(filter.value) ? filter.value.map(textOf).filter((one) => one !== null) : []
    const operator = oneOf(filter.operator, OPERATORS, 'exact')
    return key ? [{ key, operator, value: values }] : []
  })
}

function readBreakdown(value: unknown): Breakdown | null {
  const key = isObject(value) ? textOf(value.key) : null
  if (!key || !isObject(value)) return null
  return { key, limit: oneOf(value.limit, BREAKDOWN_LIMITS, 10) }
}

export function fromSearch(search: Search): TrendsState {
  return {
    series: readSeries(search.series),
    filters: readFilters(search.filters),
    breakdown: readBreakdown(search.breakdown),
    range: { from: textOf(search.from) ?? DEFAULT_TRENDS.range.from, to: textOf(search.to) },
    interval: oneOf<Interval>(search.interval, INTERVALS, DEFAULT_TRENDS.interval),
    display: search.display === 'bar' ? 'bar' : 'line',
    compare: search.compare === true,
    hidden: Array.isArray(search.hidden) ? search.hidden.map(textOf).filter((key) => key !== null) : [],
  }
}
