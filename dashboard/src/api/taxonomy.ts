/** What a project has sent lately: names of events and properties, values of a property. */
import { runHogQL } from './queries'

export interface NamedCount {
  name: string
  total: number
}

const toCounts = (rows: unknown[][]): NamedCount[] =>
  rows.map(([name, total]) => ({ name: String(name), total: Number(total) }))

/** `properties.$browser`; anything unusual is quoted. */
export function propertyField(key: string): string {
  const name = /^[A-Za-z_$][\w$]*$/.test(key) ? key : `\`${key.replace(/\\/g, '\\\\').replace(/`/g, '\\`')}\``
  return `properties.${name}`
}

/** Event names of the last 30 days, the most frequent first. */
export async function listEventNames(projectId: number): Promise<NamedCount[]> {
  const rows = await runHogQL(
    projectId,
    `select event, count() as total from events
     where timestamp > now() - interval 30 day
     group by event order by total desc, event limit 1000`
  )
  return toCounts(rows)
}

/** Property keys, with how many of the latest events carry them. */
export async function listPropertyKeys(projectId: number): Promise<NamedCount[]> {
  const rows = await runHogQL(
    projectId,
    `select arrayJoin(JSONExtractKeys(properties)) as key, count() as total
     from (select properties from events where timestamp > now() - interval 30 day order by timestamp desc limit 5000)
     group by key order by total desc, key limit 1000`
  )
  return toCounts(rows)
}

/** The most frequent values of a property in the last 30 days. */
export async function listPropertyValues(projectId: number, key: string): Promise<NamedCount[]> {
  const rows = await runHogQL(
    projectId,
    `select toString(${propertyField(key)}) as value, count() as total from events
     where timestamp > now() - interval 30 day and isNotNull(value) and value != ''
     group by value order by total desc, value limit 100`
  )
  return toCounts(rows)
}
