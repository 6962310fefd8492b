/** What somebody asks of a funnel, its address and its query node. Pure. */
import type { FunnelOrder, FunnelsQuery, WindowUnit } from '../../api/insights'
import { readBreakdown, toBreakdownFilter, type Breakdown } from '../asking/breakdown'
import { eventsOf, toEventNode, UNCHOSEN, type ChosenEvent } from '../asking/eventNode'
import { rangeOf, toDateRange, type Range } from '../asking/ranges'
import { oneOf, textOf, type Search } from '../asking/search'

export interface FunnelsQuestion {
  steps: ChosenEvent[]
  order: FunnelOrder
  /** How long people have from the first step on: "14 day". */
  window: string
  breakdown: Breakdown | null
  range: Range
}

export const FEWEST_STEPS = 2
export const MOST_STEPS = 20

export const ORDERS: FunnelOrder[] = ['ordered', 'strict', 'unordered']

const UNITS: WindowUnit[] = ['second', 'minute', 'hour', 'day', 'week', 'month']

export const DEFAULT_FUNNEL: FunnelsQuestion = {
  steps: [UNCHOSEN, UNCHOSEN],
  order: 'ordered',
  window: '14 day',
  breakdown: null,
  range: { from: '-7d', to: null },
}

export interface FunnelWindow {
  count: number
  unit: WindowUnit
}

/** "14 day" in its parts; the default where it is none. */
export function windowOf(window: string): FunnelWindow {
  const [, count, word] = /^(\d{1,5}) (\w+)$/.exec(window) ?? []
  const unit = UNITS.find((one) => one === word)
  return unit && Number(count) > 0 ? { count: Number(count), unit } : { count: 14, unit: 'day' }
}

export function readFunnel(search: Search): FunnelsQuestion {
  const { count, unit } = windowOf(textOf(search.window) ?? DEFAULT_FUNNEL.window)
  return {
    steps: eventsOf(search.steps, FEWEST_STEPS, MOST_STEPS) ?? DEFAULT_FUNNEL.steps,
    order: oneOf(search.order, ORDERS, DEFAULT_FUNNEL.order),
    window: `${count} ${unit}`,
    breakdown: readBreakdown(search.breakdown),
    range: rangeOf(search, DEFAULT_FUNNEL.range),
  }
}

/** Null while a step has no event: there is nothing to ask yet. */
export function funnelQuery({ steps, order, window, breakdown, range }: FunnelsQuestion): FunnelsQuery | null {
  if (steps.includes(UNCHOSEN)) return null
  const { count, unit } = windowOf(window)
  return {
    kind: 'FunnelsQuery',
    series: steps.map(toEventNode),
    dateRange: toDateRange(range),
    funnelsFilter: {
      funnelVizType: 'steps',
      funnelOrderType: order,
      funnelWindowInterval: count,
      funnelWindowIntervalUnit: unit,
    },
    ...(breakdown ? { breakdownFilter: toBreakdownFilter(breakdown) } : {}),
  }
}
