import { expect, it } from 'vitest'

import type { EventRow } from '../../api/events'
import { mergeEvents, MOST_EVENTS } from './mergeEvents'

const event = (uuid: string, second: number): EventRow => ({
  uuid,
  event: 'clicked',
  timestamp: new Date(Date.UTC(2026, 10, 22, 12, 0, second)).toISOString(),
  distinctId: 'd',
  personId: 'p',
  properties: {},
})

it('puts late arrivals where their time belongs and shows each event once', () => {
  const merged = mergeEvents([event('b', 20), event('a', 10)], [event('b', 20), event('late', 15), event('c', 30)])
  expect(merged.map(({ uuid }) => uuid)).toEqual(['c', 'b', 'late', 'a'])
})

it('forgets the oldest when there are too many', () => {
  const many = Array.from({ length: MOST_EVENTS }, (_, index) => event(`e${index}`, index))
  const merged = mergeEvents(many, [event('newest', MOST_EVENTS)])
  expect(merged).toHaveLength(MOST_EVENTS)
  expect(merged[0]?.uuid).toBe('newest')
  expect(merged.some(({ uuid }) => uuid === 'e0')).toBe(false)
})
