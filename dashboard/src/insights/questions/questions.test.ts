import { decodeParams, encodeParams } from 'kea-router'
import { describe, expect, it } from 'vitest'

import { UNCHOSEN } from '../asking/eventNode'
import { DEFAULT_QUESTIONS, QUESTION_KINDS, queryOf, questionFrom, searchOf, type Questions } from './questions'

const EVERYTHING: Questions = {
  funnels: {
    steps: ['$pageview', null, '42', UNCHOSEN],
    order: 'strict',
    window: '3 hour',
    breakdown: { key: 'plan', limit: 25 },
    range: { from: '2026-11-01', to: '2026-11-20' },
  },
  retention: {
    target: 'signed up',
    returning: '7',
    type: 'retention_recurring',
    period: 'Week',
    intervals: 12,
    until: '2026-11-20',
    shown: 'people',
  },
  lifecycle: {
    event: 'true',
    range: { from: '-1mStart', to: '-1mEnd' },
    interval: 'week',
    hidden: ['new', 'dormant'],
  },
  stickiness: {
    events: ['100% = "best"', null],
    range: { from: '-30d', to: null },
    interval: 'week',
    counted: 'or more',
    hidden: ['B'],
  },
  paths: {
    items: ['$screen', 'custom_event'],
    start: '/a?b=1&c',
    end: '2026',
    steps: 8,
    range: { from: '-90d', to: null },
  },
}

describe.each(QUESTION_KINDS)('the address of %s', (kind) => {
  const through = (questions: Questions): unknown =>
    questionFrom(kind, decodeParams(encodeParams(searchOf(kind, questions), '?'), '?'))

  it('brings back every choice at once', () => {
    expect(through(EVERYTHING)).toEqual(EVERYTHING[kind])
  })

  it('says only its name when nothing is chosen', () => {
    expect(searchOf(kind, DEFAULT_QUESTIONS)).toEqual({ insight: kind })
    expect(through(DEFAULT_QUESTIONS)).toEqual(DEFAULT_QUESTIONS[kind])
  })

  it('reads nonsense as the default', () => {
    const nonsense = {
      steps: 'x',
      events: 3,
      items: [{}],
      order: 'backwards',
      window: '0 blink',
      breakdown: 'plan',
      interval: 'century',
      intervals: 1000,
      until: 'tomorrow',
      hidden: 7,
      counted: 1,
      shown: [],
    }
    const read = questionFrom(kind, kind === 'paths' ? { ...nonsense, steps: 0.5 } : nonsense)
    expect(read).toEqual(DEFAULT_QUESTIONS[kind])
  })
})

describe('the query of', () => {
  it('a funnel waits until each step has an event', () => {
    expect(queryOf('funnels', EVERYTHING)).toBeNull()
    const whole = { ...EVERYTHING, funnels: { ...EVERYTHING.funnels, steps: ['$pageview', null] } }
    expect(queryOf('funnels', whole)).toEqual({
      kind: 'FunnelsQuery',
      series: [
        { kind: 'EventsNode', event: '$pageview', name: '$pageview' },
        { kind: 'EventsNode', event: null, name: 'All events' },
      ],
      dateRange: { date_from: '2026-11-01', date_to: '2026-11-20' },
      funnelsFilter: {
        funnelVizType: 'steps',
        funnelOrderType: 'strict',
        funnelWindowInterval: 3,
        funnelWindowIntervalUnit: 'hour',
      },
      breakdownFilter: { breakdown: 'plan', breakdown_type: 'event', breakdown_limit: 25 },
    })
  })

  it('retention ends with the day that was chosen', () => {
    expect(queryOf('retention', EVERYTHING)).toEqual({
      kind: 'RetentionQuery',
      dateRange: { date_from: null, date_to: '2026-11-20' },
      retentionFilter: {
        period: 'Week',
        totalIntervals: 12,
        retentionType: 'retention_recurring',
        targetEntity: { kind: 'EventsNode', id: 'signed up', name: 'signed up', type: 'events' },
        returningEntity: { kind: 'EventsNode', id: '7', name: '7', type: 'events' },
      },
    })
  })

  it('lifecycle and stickiness leaves what is only hidden out', () => {
    expect(queryOf('lifecycle', EVERYTHING)).toEqual({
      kind: 'LifecycleQuery',
      series: [{ kind: 'EventsNode', event: 'true', name: 'true' }],
      interval: 'week',
      dateRange: { date_from: '-1mStart', date_to: '-1mEnd' },
    })
    expect(queryOf('stickiness', EVERYTHING)).toMatchObject({ stickinessFilter: { computedAs: 'cumulative' } })
  })

  it('paths says where they begin and end only when somebody chose it', () => {
    expect(queryOf('paths', EVERYTHING)).toMatchObject({ pathsFilter: { startPoint: '/a?b=1&c', endPoint: '2026' } })
    expect(queryOf('paths', DEFAULT_QUESTIONS)).toEqual({
      kind: 'PathsQuery',
      dateRange: { date_from: '-7d', date_to: null },
      pathsFilter: { includeEventTypes: ['$pageview'], stepLimit: 5, edgeLimit: 50 },
    })
  })
})
