/**
 * Labels of a chart's buckets. A bucket is named by the wall clock of the project's zone,
 * "2026-11-22" or "2026-11-22 14:00:00", so it is formatted as it stands, without a zone.
 */

export type BucketInterval = 'minute' | 'hour' | 'day' | 'week' | 'month'

function wallClock(bucket: string): Date {
  return new Date(`${bucket.slice(0, 10)}T${bucket.slice(11, 19) || '00:00:00'}Z`)
}

function format(bucket: string, options: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', ...options }).format(wallClock(bucket))
}

/** Short, for an axis or a column: "22 Nov", "14:00", "Nov 2026". */
export function bucketLabel(bucket: string, interval: BucketInterval): string {
  if (interval === 'month') return format(bucket, { month: 'short', year: 'numeric' })
  if (interval === 'hour' || interval === 'minute') {
    const clock = format(bucket, { hour: '2-digit', minute: '2-digit' })
    return clock === '00:00' ? format(bucket, { day: 'numeric', month: 'short' }) : clock
  }
  return format(bucket, { day: 'numeric', month: 'short' })
}

/** Whole, for a tooltip: "Sun 22 Nov 2026", "Week of 16 Nov 2026", "22 Nov 2026, 14:00". */
export function bucketTitle(bucket: string, interval: BucketInterval): string {
  const day: Intl.DateTimeFormatOptions = { day: 'numeric', month: 'short', year: 'numeric' }
  if (interval === 'month') return format(bucket, { month: 'long', year: 'numeric' })
  if (interval === 'week') return `Week of ${format(bucket, day)}`
  if (interval === 'day') return format(bucket, { weekday: 'short', ...day }).replace(',', '')
  return format(bucket, { ...day, hour: '2-digit', minute: '2-digit' })
}

const DAY_MS = 86_400_000

/** The wall clock at which the bucket ends, as "2026-11-23 00:00:00". */
export function bucketEnd(bucket: string, interval: BucketInterval): string {
  const end = wallClock(bucket)
  if (interval === 'month') end.setUTCMonth(end.getUTCMonth() + 1, 1)
  else end.setTime(end.getTime() + { minute: 60_000, hour: 3_600_000, day: DAY_MS, week: 7 * DAY_MS }[interval])
  return end.toISOString().slice(0, 19).replace('T', ' ')
}

/** The wall clock of a zone now, in the same form, so that both compare as text. */
export function wallClockNow(zone: string, now: Date): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' }).format(now)
}
