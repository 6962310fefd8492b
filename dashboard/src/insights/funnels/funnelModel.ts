/**
 * The answer of a funnel -> what its bars, its table and its file show: one list, so that they agree.
 *
 *     FunnelStep[] or, split, FunnelStep[][]  ->  FunnelGroup {label, slot, steps: [{count, dropped, share, ...}]}
 */
import type { FunnelsResponse, FunnelStep } from '../../api/insights'
import type { FunnelsActorsQuery } from '../../api/people'
import { toCsvText } from '../../formats/csv'
import { formatDuration } from '../../formats/durations'
import { breakdownName, eventName } from '../../formats/names'
import { formatShare } from '../../formats/numbers'
import type { Slots } from '../series/slots'

export interface FunnelPoint {
  /** How many people reached the step. */
  count: number
  /** How many came to the step before and not to this one. */
  dropped: number
  /** Of those who began, between 0 and 1. */
  share: number
  /** "45.3%" of those who began, and of those at the step before. */
  ofAll: string
  ofPrevious: string
  /** Seconds from the step before; null where nobody came, and for the first step. */
  average: number | null
  median: number | null
}

export interface FunnelGroup {
  key: string
  label: string
  /** Its colour: that of its value, wherever it stands. */
  slot: number
  breakdown: FunnelStep['breakdown_value']
  points: FunnelPoint[]
}

export interface FunnelModel {
  steps: string[]
  groups: FunnelGroup[]
  /** Seconds from the first step to the last, the median of all groups together; null where nobody converted. */
  median: number | null
}

const isSplit = (results: FunnelsResponse['results']): results is FunnelStep[][] => Array.isArray(results[0])

function toPoint(step: FunnelStep, before: FunnelStep | undefined, first: number): FunnelPoint {
  const entered = before?.count ?? step.count
  return {
    count: step.count,
    dropped: entered - step.count,
    share: first === 0 ? 0 : step.count / first,
    ofAll: formatShare(step.count, first),
    ofPrevious: formatShare(step.count, entered),
    average: step.average_conversion_time,
    median: step.median_conversion_time,
  }
}

const stepName = ({ custom_name, name, action_id }: FunnelStep): string =>
  custom_name ?? (action_id === name ? eventName(name) : name)

type Results = Pick<FunnelsResponse, 'results'>
type Whole = Pick<FunnelsResponse, 'results' | 'total_median_conversion_time'>

const listsOf = ({ results }: Results): FunnelStep[][] =>
  isSplit(results) ? results : results.length > 0 ? [results] : []

const valueOf = (steps: readonly FunnelStep[]): FunnelStep['breakdown_value'] => steps[0]?.breakdown_value ?? null

const nameOf = (steps: readonly FunnelStep[]): string => JSON.stringify(valueOf(steps))

/** The names that colours belong to: the values of the breakdown. */
export const namesOf = (response: Results): string[] => listsOf(response).map(nameOf)

export function toFunnel(response: Whole, slots: Slots): FunnelModel {
  const lists = listsOf(response)
  return {
    median: response.total_median_conversion_time,
    steps: (lists[0] ?? []).map(stepName),
    groups: lists.map((steps) => {
      const [value, name] = [valueOf(steps), nameOf(steps)]
      return {
        key: name,
        label: value === null ? 'All people' : breakdownName(steps[0]?.breakdown ?? value),
        slot: slots[name] ?? 0,
        breakdown: value,
        points: steps.map((step, at) => toPoint(step, steps[at - 1], steps[0]?.count ?? 0)),
      }
    }),
  }
}

export interface FunnelOutcome {
  /** "12.3%" of all who began came to the end. */
  rate: string
  converted: number
  began: number
  /** "2h 5m" from the first step to the last; null where nobody came there. */
  time: string | null
}

/** The funnel in one number: all groups together. */
export function outcomeOf({ groups, median }: FunnelModel): FunnelOutcome {
  const sum = (count: (group: FunnelGroup) => number): number =>
    groups.reduce((total, group) => total + count(group), 0)
  const began = sum(({ points }) => points[0]?.count ?? 0)
  const converted = sum(({ points }) => points.at(-1)?.count ?? 0)
  return {
    rate: formatShare(converted, began),
    converted,
    began,
    time: median === null ? null : formatDuration(median),
  }
}

/** One sentence for those who do not see the bars; the table below them has every number. */
export function summarizeFunnel(model: FunnelModel): string {
  const { rate, converted, began, time } = outcomeOf(model)
  const steps = model.groups.length === 1 ? model.groups[0]?.points : undefined
  const each = steps?.map(({ ofAll }, at) => `${model.steps[at]} ${ofAll}`).join(', ')
  return `Funnel: ${converted} of ${began} people, ${rate}, went through all steps${time === null ? '' : `, half of them within ${time}`}.${each ? ` ${each}.` : ''}`
}

/** Who reached a step, or came no further than the one before it. */
export function funnelPeople(
  source: FunnelsActorsQuery['source'],
  group: FunnelGroup,
  step: number,
  outcome: 'reached' | 'dropped'
): FunnelsActorsQuery {
  return {
    kind: 'FunnelsActorsQuery',
    source,
    funnelStep: outcome === 'reached' ? step + 1 : -(step + 1),
    ...(group.breakdown === null ? {} : { funnelStepBreakdown: group.breakdown }),
  }
}

const timeOf = (seconds: number | null): string => (seconds === null ? '' : formatDuration(seconds))

/** One line for each step of each group. */
export function funnelCsv({ steps, groups }: FunnelModel): string {
  const head = ['group', 'step', 'people', 'dropped', 'of all', 'of previous', 'average time', 'median time']
  const rows = groups.flatMap(({ label, points }) =>
    points.map(({ count, dropped, ofAll, ofPrevious, average, median }, at) => [
      label,
      steps[at] ?? '',
      count,
      dropped,
      ofAll,
      ofPrevious,
      timeOf(average),
      timeOf(median),
    ])
  )
  return toCsvText([head, ...rows])
}
