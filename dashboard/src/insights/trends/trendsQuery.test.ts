import { expect, it } from 'vitest'

import { toQuery } from './trendsQuery'
import { DEFAULT_TRENDS } from './trendsState'

it('asks for all events of the last week by default', () => {
  expect(toQuery(DEFAULT_TRENDS)).toEqual({
    kind: 'TrendsQuery',
    series: [{ kind: 'EventsNode', event: null, name: 'All events', math: 'total' }],
    interval: 'day',
    dateRange: { date_from: '-7d', date_to: null },
  })
})

it('sends filters, breakdown and comparison in the shapes of the API', () => {
  const query = toQuery({
    ...DEFAULT_TRENDS,
    series: [{ event: 'signed_up', math: 'dau', name: 'New people' }],
    filters: [
      { key: '$browser', operator: 'exact', value: ['Chrome', 'Safari'] },
      { key: 'email', operator: 'icontains', value: ['@example.com'] },
      { key: 'unfinished', operator: 'exact', value: [] },
    ],
    breakdown: { key: 'plan', limit: 5 },
    compare: true,
  })
  expect(query).toMatchObject({
    series: [{ event: 'signed_up', name: 'signed_up', custom_name: 'New people', math: 'dau' }],
    properties: [
      { key: '$browser', value: ['Chrome', 'Safari'] },
      { key: 'email', type: 'event', operator: 'icontains', value: '@example.com' },
    ],
    breakdownFilter: { breakdown: 'plan', breakdown_type: 'event', breakdown_limit: 5 },
    compareFilter: { compare: true },
  })
})
