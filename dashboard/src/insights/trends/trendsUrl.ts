/**
 * The editor's state and its address. Only what differs from the default is said, and an address
 * that somebody wrote by hand is read leniently: what makes no sense falls back to the default.
 *
 *     TrendsState  <->  ?series=[{"event":"signed_up","math":"dau"}]&from=-30d&interval=week
 */
import type { Interval, PropertyFilter } from '../../api/trends'
import { readBreakdown } from '../asking/breakdown'
import { INTERVALS, rangeOf } from '../asking/ranges'
import { listOf, oneOf, textOf, textsOf, type Search } from '../asking/search'
import { DEFAULT_TRENDS, MOST_SERIES, OPERATORS, type Series, type TrendsState } from './trendsState'

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
    const values = textsOf(filter.value)
    const operator = oneOf(filter.operator, OPERATORS, 'exact')
    return key ? [{ key, operator, value: values }] : []
  })
}

export function fromSearch(search: Search): TrendsState {
  return {
    series: readSeries(search.series),
    filters: readFilters(search.filters),
    breakdown: readBreakdown(search.breakdown),
    range: rangeOf(search, DEFAULT_TRENDS.range),
    interval: oneOf<Interval>(search.interval, INTERVALS, DEFAULT_TRENDS.interval),
    display: search.display === 'bar' ? 'bar' : 'line',
    compare: search.compare === true,
    hidden: textsOf(search.hidden),
  }
}
