/**
 * Of the requests of a logic only the latest counts: it gives up the one before it, and a late answer is dropped.
 *
 *     askLatest(cache, breakpoint, ask)  ->  the answer, or an AbortError after giveUp(cache)
 */
import { beforeUnmount, type BreakPointFunction, type Logic, type LogicBuilder } from 'kea'

type Cache = Logic['cache']

/** The name of the error that stopping a request ends with. */
const STOPPED = 'AbortError'

/** Asks, and tells neither answer nor failure once a newer question was asked. */
export async function askLatest<T>(
  cache: Cache,
  breakpoint: BreakPointFunction,
  ask: (signal: AbortSignal) => Promise<T>
): Promise<T> {
  const request = new AbortController()
  giveUp(cache)
  cache.request = request
  try {
    return await ask(request.signal)
  } finally {
    breakpoint()
    cache.request = undefined
  }
}

/** Stops the request that runs; without one nothing happens. */
export function giveUp(cache: Cache): void {
  ;(cache.request as AbortController | undefined)?.abort()
}

export const isAsking = (cache: Cache): boolean => cache.request !== undefined

/** Whether a load ended because somebody stopped it: no failure to report. */
export const wasStopped = (error: Error | undefined): boolean => error?.name === STOPPED

/** A logic builder: a logic that goes away waits for nothing. */
export function givesUpUnmounted<L extends Logic>(): LogicBuilder<L> {
  return beforeUnmount<L>(({ cache }) => giveUp(cache))
}
