/** What somebody asks of a lifecycle, its address and its query node. Pure. */
import type { LifecycleQuery, LifecycleStatus } from '../../api/insights'
import type { Interval } from '../../api/trends'
import { toEventNode, type ChosenEvent } from '../asking/eventNode'
import { INTERVALS, rangeOf, toDateRange, type Range } from '../asking/ranges'
import { oneOf, textOf, textsOf, type Search } from '../asking/search'

export interface LifecycleQuestion {
  event: ChosenEvent
  range: Range
  interval: Interval
  /** Statuses that the table has switched off. */
  hidden: LifecycleStatus[]
}

export const STATUSES: LifecycleStatus[] = ['new', 'returning', 'resurrecting', 'dormant']

export const DEFAULT_LIFECYCLE: LifecycleQuestion = {
  event: null,
  range: { from: '-14d', to: null },
  interval: 'day',
  hidden: [],
}

export function readLifecycle(search: Search): LifecycleQuestion {
  const hidden = textsOf(search.hidden)
  return {
    event: textOf(search.event),
    range: rangeOf(search, DEFAULT_LIFECYCLE.range),
    interval: oneOf<Interval>(search.interval, INTERVALS, DEFAULT_LIFECYCLE.interval),
    hidden: STATUSES.filter((status) => hidden.includes(status)),
  }
}

export function lifecycleQuery({ event, range, interval }: LifecycleQuestion): LifecycleQuery {
  return { kind: 'LifecycleQuery', series: [toEventNode(event)], interval, dateRange: toDateRange(range) }
}
