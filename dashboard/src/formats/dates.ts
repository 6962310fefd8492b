/** Instants in a project's time zone, relative times, and the zone's own name. */

const cache = new Map<string, Intl.DateTimeFormat>()

function formatter(zone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = zone + JSON.stringify(options)
  const found = cache.get(key) ?? new Intl.DateTimeFormat('en-GB', { timeZone: zone, ...options })
  cache.set(key, found)
  return found
}

/** Reads what the API writes: ISO 8601, or ClickHouse's "2026-11-22 18:00:00.123", which is UTC when it names no zone. */
export function parseInstant(text: string): Date {
  const iso = text.trim().replace(' ', 'T')
  return new Date(/(?:Z|[+-]\d{2}:?\d{2})$/.test(iso) || !iso.includes('T') ? iso : `${iso}Z`)
}

/** "22 Nov 2026, 18:16:05 UTC" */
export function formatInstant(instant: Date, zone: string): string {
  return formatter(zone, {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    timeZoneName: 'short',
  }).format(instant)
}

/** "18:16:05" today, "21 Nov, 18:16" before. */
export function formatClock(instant: Date, zone: string, now: Date): string {
  const day = formatter(zone, { year: 'numeric', month: '2-digit', day: '2-digit' })
  const isToday = day.format(instant) === day.format(now)
  return isToday
    ? formatter(zone, { hour: '2-digit', minute: '2-digit', second: '2-digit' }).format(instant)
    : formatter(zone, { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' }).format(instant)
}

const STEPS: [seconds: number, unit: string][] = [
  [86_400, 'd'],
  [3_600, 'h'],
  [60, 'min'],
  [1, 's'],
]

/** "just now", "12 s ago", "3 min ago", "2 d ago". */
export function formatAgo(instant: Date, now: Date): string {
  const seconds = Math.max(0, Math.floor((now.getTime() - instant.getTime()) / 1000))
  const [size, unit] = STEPS.find(([step]) => seconds >= step) ?? [0, '']
  return size === 0 ? 'just now' : `${Math.floor(seconds / size)} ${unit} ago`
}

/** "GMT+1" or "UTC": how a zone is called beside a time. */
export function zoneName(zone: string, instant: Date): string {
  const parts = formatter(zone, { timeZoneName: 'short' }).formatToParts(instant)
  return parts.find((part) => part.type === 'timeZoneName')?.value ?? zone
}

/** The calendar day of an instant in a zone: "2026-11-22". */
export function dayIn(zone: string, instant: Date): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: zone }).format(instant)
}

export function listZones(): string[] {
  const zones = Intl.supportedValuesOf('timeZone')
  return zones.includes('UTC') ? zones : ['UTC', ...zones]
}
