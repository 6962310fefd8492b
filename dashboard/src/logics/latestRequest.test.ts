import { describe, expect, it, vi } from 'vitest'

import { later } from '../../tests/logic'
import { askLatest, giveUp, isAsking, wasStopped } from './latestRequest'

const NEWER = new Error('A newer action came.')

/** Breaks once it is told so, as Kea's does. */
function breakpoint(): { (): void; (ms: number): Promise<void>; newer: boolean } {
  const check = (): void => {
    if (self.newer) throw NEWER
  }
  const self = Object.assign(check as typeof check & ((ms: number) => Promise<void>), { newer: false })
  return self
}

/** Answers never, and ends as a request that was aborted does. */
const untilStopped = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => signal.addEventListener('abort', () => reject(new DOMException('Stopped.', 'AbortError'))))

describe('the latest request', () => {
  it('is answered, and over with its answer', async () => {
    const cache: Record<string, unknown> = {}
    const slow = later<string>()
    const asked = askLatest(cache, breakpoint(), () => slow.promise)
    expect(isAsking(cache)).toBe(true)
    slow.answer('yes')
    expect(await asked).toBe('yes')
    expect(isAsking(cache)).toBe(false)
  })

  it('gives up the one before it, which tells nothing any more and leaves the newer one running', async () => {
    const cache: Record<string, unknown> = {}
    const first = breakpoint()
    const older = askLatest(cache, first, untilStopped)
    first.newer = true
    const slow = later<string>()
    const newer = askLatest(cache, breakpoint(), () => slow.promise)
    await expect(older).rejects.toBe(NEWER)
    expect(isAsking(cache)).toBe(true)
    slow.answer('newer')
    expect(await newer).toBe('newer')
  })

  it('that is stopped says so, and a failure is told as it is', async () => {
    const cache: Record<string, unknown> = {}
    const stopped = askLatest(cache, breakpoint(), untilStopped).catch((error: Error) => error)
    giveUp(cache)
    expect(wasStopped((await stopped) as Error)).toBe(true)
    const failure = new Error('Shorten the range.')
    await expect(askLatest(cache, breakpoint(), vi.fn().mockRejectedValue(failure))).rejects.toBe(failure)
    expect(wasStopped(failure)).toBe(false)
    expect(isAsking(cache)).toBe(false)
  })
})
