/** What somebody asks of paths, its address and its query node. Pure. */
import type { PathItem, PathsQuery } from '../../api/insights'
import { rangeOf, toDateRange, type Range } from '../asking/ranges'
import { textOf, textsOf, wholeOf, type Search } from '../asking/search'

export interface PathsQuestion {
  items: PathItem[]
  /** A page, a screen or an event; empty for any. */
  start: string
  end: string
  /** How many items of a path are looked at. */
  steps: number
  range: Range
}

export const ITEMS: PathItem[] = ['$pageview', '$screen', 'custom_event']
export const FEWEST_ITEMS = 2
export const MOST_ITEMS = 20
const EDGES = 50

export const DEFAULT_PATHS: PathsQuestion = {
  items: ['$pageview'],
  start: '',
  end: '',
  steps: 5,
  range: { from: '-7d', to: null },
}

export function readPaths(search: Search): PathsQuestion {
  const said = textsOf(search.items)
  const items = ITEMS.filter((item) => said.includes(item))
  return {
    items: items.length > 0 ? items : DEFAULT_PATHS.items,
    start: textOf(search.start) ?? '',
    end: textOf(search.end) ?? '',
    steps: wholeOf(search.steps, FEWEST_ITEMS, MOST_ITEMS, DEFAULT_PATHS.steps),
    range: rangeOf(search, DEFAULT_PATHS.range),
  }
}

export function pathsQuery({ items, start, end, steps, range }: PathsQuestion): PathsQuery {
  return {
    kind: 'PathsQuery',
    dateRange: toDateRange(range),
    pathsFilter: {
      includeEventTypes: items,
      ...(start ? { startPoint: start } : {}),
      ...(end ? { endPoint: end } : {}),
      stepLimit: steps,
      edgeLimit: EDGES,
    },
  }
}
