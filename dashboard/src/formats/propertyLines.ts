/** The properties of an event as lines to read: the customer's own first, then what the SDK adds. Pure. */
import { propertyName } from './names'

export interface PropertyLine {
  key: string
  label: string
  value: string
}

function toText(value: unknown): string {
  if (value === null || value === undefined) return 'null'
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

export function propertyLines(properties: Record<string, unknown>): PropertyLine[] {
  const isOwn = (key: string): number => (key.startsWith('$') ? 1 : 0)
  return Object.keys(properties)
    .sort((one, other) => isOwn(one) - isOwn(other) || one.localeCompare(other))
    .map((key) => ({ key, label: propertyName(key), value: toText(properties[key]) }))
}
