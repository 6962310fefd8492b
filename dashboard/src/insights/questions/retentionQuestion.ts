/** What somebody asks of retention, its address and its query node. Pure. */
import type { RetentionEntity, RetentionPeriod, RetentionQuery, RetentionType } from '../../api/insights'
import { eventName } from '../../formats/names'
import type { ChosenEvent } from '../asking/eventNode'
import { isAbsolute } from '../asking/ranges'
import { oneOf, textOf, wholeOf, type Search } from '../asking/search'

export interface RetentionQuestion {
  /** What makes somebody a member of a cohort. */
  target: ChosenEvent
  /** What counts as coming back. */
  returning: ChosenEvent
  type: RetentionType
  period: RetentionPeriod
  /** How many cohorts, and how many intervals each is followed for. */
  intervals: number
  /** The day that the last interval contains; null is today. */
  until: string | null
  shown: 'percent' | 'people'
}

export const PERIODS: RetentionPeriod[] = ['Hour', 'Day', 'Week', 'Month']
export const TYPES: RetentionType[] = ['retention_recurring', 'retention_first_time']
export const FEWEST_INTERVALS = 2
export const MOST_INTERVALS = 31

export const DEFAULT_RETENTION: RetentionQuestion = {
  target: null,
  returning: null,
  type: 'retention_first_time',
  period: 'Day',
  intervals: 8,
  until: null,
  shown: 'percent',
}

const chosenOf = (value: unknown): ChosenEvent => textOf(value)

export function readRetention(search: Search): RetentionQuestion {
  const until = textOf(search.until)
  return {
    target: chosenOf(search.target),
    returning: chosenOf(search.returning),
    type: oneOf(search.type, TYPES, DEFAULT_RETENTION.type),
    period: oneOf(search.period, PERIODS, DEFAULT_RETENTION.period),
    intervals: wholeOf(search.intervals, FEWEST_INTERVALS, MOST_INTERVALS, DEFAULT_RETENTION.intervals),
    until: isAbsolute(until) ? until : null,
    shown: oneOf(search.shown, ['percent', 'people'] as const, DEFAULT_RETENTION.shown),
  }
}

const toEntity = (event: ChosenEvent): RetentionEntity => ({
  kind: 'EventsNode',
  id: event,
  name: event ?? eventName(null),
  type: 'events',
})

export function retentionQuery({
  target,
  returning,
  type,
  period,
  intervals,
  until,
}: RetentionQuestion): RetentionQuery {
  return {
    kind: 'RetentionQuery',
    dateRange: { date_from: null, date_to: until },
    retentionFilter: {
      period,
      totalIntervals: intervals,
      retentionType: type,
      targetEntity: toEntity(target),
      returningEntity: toEntity(returning),
    },
  }
}
