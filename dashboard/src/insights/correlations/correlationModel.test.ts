import { describe, expect, it } from 'vitest'

import { aFunnelQuery } from '../../../tests/questions'
import type { Correlation } from '../../api/correlations'
import { correlationPeople, correlationQuery, toLines } from './correlationModel'

const FUNNEL = aFunnelQuery('$pageview', 'paid')

const found = (event: string, ratio: number): Correlation => ({
  event: { event, properties: {}, elements: [] },
  success_count: 30,
  failure_count: 4,
  odds_ratio: ratio,
  correlation_type: ratio > 1 ? 'success' : 'failure',
})

describe('a correlation', () => {
  it('says how much more or less often those who have it convert', () => {
    expect(toLines([found('watched', 2.5), found('$pageleave', 0.25)], 'events')).toMatchObject([
      {
        key: 'watched',
        name: 'watched',
        likelihood: '2.5× as likely',
        isOfSuccess: true,
        converted: 30,
        dropped: 4,
      },
      { key: '$pageleave', name: 'Pageleave', likelihood: '4× less likely', isOfSuccess: false },
    ])
  })

  it('reads a property as its name and its value', () => {
    const names = toLines([found('plan::pro', 2), found('plan::', 2), found('site::a::b', 2)], 'properties')
    expect(names.map(({ name }) => name)).toEqual(['plan is pro', 'plan is not set', 'site is a::b'])
  })

  it('of properties asks for every one', () => {
    expect(correlationQuery(FUNNEL, 'events')).not.toHaveProperty('funnelCorrelationNames')
    expect(correlationQuery(FUNNEL, 'properties')).toMatchObject({
      funnelCorrelationNames: ['$all'],
      source: { kind: 'FunnelsActorsQuery', source: FUNNEL },
    })
  })
})

describe('the people behind a count', () => {
  it('did the event, and converted or did not', () => {
    const [line] = toLines([found('watched', 2)], 'events')
    expect(line && correlationPeople(correlationQuery(FUNNEL, 'events'), line, false)).toMatchObject({
      kind: 'FunnelCorrelationActorsQuery',
      funnelCorrelationPersonConverted: false,
      funnelCorrelationPersonEntity: { kind: 'EventsNode', event: 'watched' },
    })
  })

  it('have the property', () => {
    const [line] = toLines([found('site::a::b', 2)], 'properties')
    expect(line && correlationPeople(correlationQuery(FUNNEL, 'properties'), line, true)).toMatchObject({
      funnelCorrelationPersonConverted: true,
      funnelCorrelationPropertyValues: [{ key: 'site', value: ['a::b'], type: 'person', operator: 'exact' }],
    })
  })
})
