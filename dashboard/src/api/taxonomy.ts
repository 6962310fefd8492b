/** What a project has sent lately: names of events and properties, values of a property. */
import { runHogQL } from './queries'
import type { PropertyType } from './trends'

export interface NamedCount {
  name: string
  total: number
}

const toCounts = (rows: unknown[][]): NamedCount[] =>
  rows.map(([name, total]) => ({ name: String(name), total: Number(total) }))

/** `properties.$browser`, `person.properties.plan`; anything unusual is quoted. */
export function propertyField(type: PropertyType, key: string): string {
  const name = /^[A-Za-z_$][\w$]*$/.test(key) ? key : `\`${key.replace(/\\/g, '\\\\').replace(/`/g, '\\`')}\``
  return `${type === 'person' ? 'person.properties' : 'properties'}.${name}`
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

/** Property keys of the last 30 days with the number of events (or persons) that carry them. */
export async function listPropertyKeys(projectId: number, type: PropertyType): Promise<NamedCount[]> {
  const source =
    type === 'person'
      ? `select arrayJoin(JSONExtractKeys(properties)) as key from persons limit 50000`
      : `select arrayJoin(JSONExtractKeys(properties)) as key from
         (select properties from events where timestamp > now() - interval 30 day order by timestamp desc limit 5000)`
  return toCounts(await runHogQL(projectId, `select key, count() as total from (${source}) group by key order by total desc, key limit 1000`))
}

/** The most frequent values of a property in the last 30 days. */
export async function listPropertyValues(projectId: number, type: PropertyType, key: string): Promise<NamedCount[]> {
  const rows = await runHogQL(
    projectId,
    `select toString(${propertyField(type, key)}) as value, count() as total from events
     where timestamp > now() - interval 30 day and isNotNull(value) and value != ''
     group by value order by total desc, value limit 100`
  )
  return toCounts(rows)
}
