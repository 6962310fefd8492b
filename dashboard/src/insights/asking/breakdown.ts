/** A question split by the values of a property. Pure. */
import type { components } from '../../api/schema'
import { isObject, oneOf, textOf } from './search'

export interface Breakdown {
  /** A property of the event. */
  key: string
  /** How many values get a line of their own; the rest is one. */
  limit: number
}

export const BREAKDOWN_LIMITS = [5, 10, 25]

export const DEFAULT_LIMIT = 10

export function readBreakdown(value: unknown): Breakdown | null {
  const key = isObject(value) ? textOf(value.key) : null
  if (!key || !isObject(value)) return null
  return { key, limit: oneOf(value.limit, BREAKDOWN_LIMITS, DEFAULT_LIMIT) }
}

/** As the API takes it. */
export const toBreakdownFilter = ({ key, limit }: Breakdown): components['schemas']['BreakdownFilter'] => ({
  breakdown: key,
  breakdown_type: 'event',
  breakdown_limit: limit,
})
