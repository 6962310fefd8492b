import { describe, expect, it } from 'vitest'

import { bucketEnd, bucketLabel, bucketTitle, wallClockNow, type BucketInterval } from './buckets'
import { dayIn, formatAgo, formatClock, formatInstant, listZones, parseInstant, zoneName } from './dates'
import { breakdownName, eventName, propertyName } from './names'
import { countOf, formatAverage, formatChange, formatNumber, formatShort } from './numbers'

const NOW = new Date('2026-11-22T18:00:00Z')

describe('numbers', () => {
  it.each([
    [0, '0', '0', '0'],
    [999, '999', '999', '999'],
    [1234.567, '1,234.57', '1.2K', '1,235'],
    [12.34, '12.34', '12.34', '12.3'],
    [48_213_000, '48,213,000', '48.2M', '48,213,000'],
    [-1500, '-1,500', '-1.5K', '-1,500'],
  ])('shows %d whole, short and as an average', (value, whole, short, average) => {
    expect([formatNumber(value), formatShort(value), formatAverage(value)]).toEqual([whole, short, average])
  })

  it('shows a change with its sign, and none where there was nothing before', () => {
    expect(formatChange(15, 10)).toBe('+50%')
    expect(formatChange(5, 10)).toBe('-50%')
    expect(formatChange(10, 10)).toBe('0%')
    expect(formatChange(10, 0)).toBeNull()
  })

  it('counts things', () => {
    expect(countOf(1, 'event', 'events')).toBe('1 event')
    expect(countOf(1200, 'event', 'events')).toBe('1,200 events')
  })
})

describe('instants', () => {
  it.each([
    ['2026-11-22T18:00:00Z', NOW],
    ['2026-11-22T19:00:00+01:00', NOW],
    ['2026-11-22 18:00:00.000', NOW],
    ['2026-11-22', new Date('2026-11-22T00:00:00Z')],
  ])('are read from %s', (text, expected) => {
    expect(parseInstant(text)).toEqual(expected)
  })

  it("are shown in the project's zone, with its name", () => {
    expect(formatInstant(NOW, 'Europe/Berlin')).toBe('22 Nov 2026, 19:00:00 CET')
    expect(formatInstant(NOW, 'UTC')).toBe('22 Nov 2026, 18:00:00 UTC')
    expect(zoneName('UTC', NOW)).toBe('UTC')
    expect(dayIn('Pacific/Auckland', NOW)).toBe('2026-11-23')
  })

  it('are short today and dated before, by the days of the zone', () => {
    const morning = new Date('2026-11-22T09:00:00Z')
    expect(formatClock(morning, 'UTC', NOW)).toBe('09:00:00')
    expect(formatClock(morning, 'Pacific/Auckland', NOW)).toBe('22 Nov, 22:00')
  })

  it.each([
    [0, 'just now'],
    [-5, 'just now'],
    [12, '12 s ago'],
    [60, '1 min ago'],
    [7199, '1 h ago'],
    [200_000, '2 d ago'],
  ])('%d seconds back are "%s"', (seconds, text) => {
    expect(formatAgo(new Date(NOW.getTime() - seconds * 1000), NOW)).toBe(text)
  })

  it('can be shown in UTC even where the browser does not list it', () => {
    expect(listZones()).toContain('UTC')
  })
})

describe('buckets', () => {
  it.each<[string, BucketInterval, string, string, string]>([
    ['2026-11-22 14:05:00', 'minute', '14:05', '22 Nov 2026, 14:05', '2026-11-22 14:06:00'],
    ['2026-11-22 14:00:00', 'hour', '14:00', '22 Nov 2026, 14:00', '2026-11-22 15:00:00'],
    ['2026-11-22 00:00:00', 'hour', '22 Nov', '22 Nov 2026, 00:00', '2026-11-22 01:00:00'],
    ['2026-11-22', 'day', '22 Nov', 'Sun 22 Nov 2026', '2026-11-23 00:00:00'],
    ['2026-11-16', 'week', '16 Nov', 'Week of 16 Nov 2026', '2026-11-23 00:00:00'],
    ['2026-12-01', 'month', 'Dec 2026', 'December 2026', '2027-01-01 00:00:00'],
  ])('of %s by %s have a label, a title and an end', (bucket, interval, label, title, end) => {
    expect([bucketLabel(bucket, interval), bucketTitle(bucket, interval), bucketEnd(bucket, interval)]).toEqual([
      label,
      title,
      end,
    ])
  })

  it("compare with the zone's own clock", () => {
    expect(wallClockNow('Europe/Berlin', NOW)).toBe('2026-11-22 19:00:00')
  })
})

describe('names', () => {
  it('are friendly where the SDK gave them, and as sent where the customer did', () => {
    expect([eventName('$pageview'), eventName('signed_up'), eventName(null)]).toEqual([
      'Pageview',
      'signed_up',
      'All events',
    ])
    expect([propertyName('$browser'), propertyName('plan')]).toEqual(['Browser', 'plan'])
  })

  it('say what the reserved breakdown values mean', () => {
    expect(breakdownName('$$_posthog_breakdown_other_$$')).toBe('Other')
    expect(breakdownName(['$$_posthog_breakdown_null_$$', 7])).toBe('No value, 7')
  })
})
