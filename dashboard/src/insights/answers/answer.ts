/** What every screen of an insight knows about its answer while it waits for it, has it, or fails to get it. */

export interface AnswerStatus {
  isLoading: boolean
  /** It takes so long that the screen says so and offers to stop. */
  isSlow: boolean
  wasCancelled: boolean
  hasAnswer: boolean
  /** Why it failed, and what to do. */
  error: string | null
}

/** After this long the screen says that it is still working and offers to stop. */
export const SLOW_MS = 3000

/** The name of the error that stopping a request ends with. */
export const CANCELLED = 'AbortError'
