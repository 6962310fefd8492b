/** Reads single events, the newest first. */
import { runHogQL } from './queries'

export const EVENTS_A_PAGE = 100

export interface EventRow {
  uuid: string
  event: string
  /** ISO 8601 with zone. */
  timestamp: string
  distinctId: string
  personId: string
  properties: Record<string, unknown>
}

export interface EventSearch {
  /** Only events after this instant, ISO 8601. */
  after: string
  /** Exactly this event name. */
  name?: string | undefined
  /** Found in the event name, the distinct id or the properties. */
  text?: string | undefined
}

function parseProperties(value: unknown): Record<string, unknown> {
  if (typeof value !== 'string') return (value ?? {}) as Record<string, unknown>
  return JSON.parse(value || '{}') as Record<string, unknown>
}

const toRow = (row: unknown[]): EventRow => ({
  uuid: String(row[0]),
  event: String(row[1]),
  timestamp: String(row[2]),
  distinctId: String(row[3]),
  personId: String(row[4]),
  properties: parseProperties(row[5]),
})

/** A text as a LIKE pattern that matches it anywhere and nothing else. */
const containing = (text: string): string => `%${text.replace(/[\\%_]/g, '\\$&')}%`

export async function listEvents(projectId: number, { after, name, text }: EventSearch): Promise<EventRow[]> {
  const conditions = [
    'timestamp > toDateTime({after})',
    ...(name ? ['event = {name}'] : []),
    ...(text ? ['(event ilike {pattern} or distinct_id ilike {pattern} or toString(properties) ilike {pattern})'] : []),
  ]
  const rows = await runHogQL(
    projectId,
    `select uuid, event, timestamp, distinct_id, person_id, properties from events
     where ${conditions.join(' and ')} order by timestamp desc limit ${EVENTS_A_PAGE}`,
    { after, ...(name ? { name } : {}), ...(text ? { pattern: containing(text) } : {}) },
    { refresh: 'force_blocking' }
  )
  return rows.map(toRow)
}

export interface Pulse {
  events: number
  persons: number
  /** The newest event, ISO 8601, or null before the first one. */
  lastSeen: string | null
}

/** How much arrived in the last 24 hours, and when something last did. */
export async function readPulse(projectId: number): Promise<Pulse> {
  const [row] = await runHogQL(
    projectId,
    `select countIf(timestamp > now() - interval 1 day) as events,
            uniqIf(person_id, timestamp > now() - interval 1 day) as persons,
            count() as total, max(timestamp) as last_seen
     from events where timestamp > now() - interval 90 day`,
    {},
    { refresh: 'force_blocking' }
  )
  const [events, persons, total, lastSeen] = row ?? [0, 0, 0, null]
  return { events: Number(events), persons: Number(persons), lastSeen: Number(total) > 0 ? String(lastSeen) : null }
}
