/** Reads what somebody may have written into an address by hand: what makes no sense is left out. Pure. */

export type Search = Record<string, unknown>

export const isObject = (value: unknown): value is Search => typeof value === 'object' && value !== null

export const listOf = (value: unknown): Search[] => (Array.isArray(value) ? value.filter(isObject) : [])

export const textOf = (value: unknown): string | null =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : null

/** The texts of a list; what is no text is left out. */
export const textsOf = (value: unknown): string[] =>
  Array.isArray(value) ? value.map(textOf).filter((one) => one !== null) : []

export function oneOf<T>(value: unknown, allowed: readonly T[], fallback: T): T {
  return allowed.find((one) => one === value) ?? fallback
}

/** A whole number within limits, both included. */
export function wholeOf(value: unknown, fewest: number, most: number, fallback: number): number {
  return typeof value === 'number' && Number.isInteger(value) && value >= fewest && value <= most ? value : fallback
}

/** Only what differs from the default is said. */
export function differing<T extends object>(state: T, initial: T): Partial<T> {
  const changed = Object.entries(state).filter(
    ([key, value]) => JSON.stringify(value) !== JSON.stringify(initial[key as keyof T])
  )
  return Object.fromEntries(changed) as Partial<T>
}
