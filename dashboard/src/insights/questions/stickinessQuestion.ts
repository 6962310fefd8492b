/** What somebody asks of stickiness, its address and its query node. Pure. */
import type { StickinessQuery } from '../../api/insights'
import type { Interval } from '../../api/trends'
import { eventsOf, toEventNode, UNCHOSEN, type ChosenEvent } from '../asking/eventNode'
import { INTERVALS, rangeOf, toDateRange, type Range } from '../asking/ranges'
import { oneOf, textsOf, type Search } from '../asking/search'

export interface StickinessQuestion {
  events: ChosenEvent[]
  range: Range
  interval: Interval
  /** Whether a bar counts those active on exactly so many intervals, or on so many or more. */
  counted: 'exactly' | 'or more'
  /** Letters of the series that the table has switched off. */
  hidden: string[]
}

export const MOST_EVENTS = 10

export const COUNTED = ['exactly', 'or more'] as const

export const DEFAULT_STICKINESS: StickinessQuestion = {
  events: [null],
  range: { from: '-14d', to: null },
  interval: 'day',
  counted: 'exactly',
  hidden: [],
}

export function readStickiness(search: Search): StickinessQuestion {
  const events = (eventsOf(search.events, 1, MOST_EVENTS) ?? []).filter((event) => event !== UNCHOSEN)
  return {
    events: events.length > 0 ? events : DEFAULT_STICKINESS.events,
    range: rangeOf(search, DEFAULT_STICKINESS.range),
    interval: oneOf<Interval>(search.interval, INTERVALS, DEFAULT_STICKINESS.interval),
    counted: oneOf(search.counted, COUNTED, DEFAULT_STICKINESS.counted),
    hidden: textsOf(search.hidden),
  }
}

export function stickinessQuery({ events, range, interval, counted }: StickinessQuestion): StickinessQuery {
  return {
    kind: 'StickinessQuery',
    series: events.map(toEventNode),
    interval,
    dateRange: toDateRange(range),
    stickinessFilter: { computedAs: counted === 'exactly' ? 'non_cumulative' : 'cumulative' },
  }
}
