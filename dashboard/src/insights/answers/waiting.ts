/**
 * What a logic does while it waits for an answer: says when it takes long, stops, fails, asks again.
 *
 *     actions(WAITING_ACTIONS)  reducers({ waiting: [CALM, WAITING] })  waitsFor(load)   around a loader `loadAnswer`
 */
import { listeners, type BuiltLogic, type Logic, type LogicBuilder } from 'kea'

import type { Refresh } from '../../api/queries'
import { giveUp, givesUpUnmounted, isAsking, wasStopped } from '../../logics/latestRequest'

export interface Waiting {
  /** It takes so long that the screen says so and offers to stop. */
  isSlow: boolean
  wasCancelled: boolean
  /** Why it failed, and what to do. */
  error: string | null
}

/** What every screen of an insight knows about its answer while it waits for it, has it, or fails to get it. */
export interface AnswerStatus extends Waiting {
  isLoading: boolean
  hasAnswer: boolean
}

/** After this long the screen says that it is still working and offers to stop. */
export const SLOW_MS = 3000

export const CALM: Waiting = { isSlow: false, wasCancelled: false, error: null }

export const WAITING_ACTIONS = {
  /** Computes again, even when a cached answer is still fresh. */
  refresh: true as const,
  retry: true as const,
  cancel: true as const,
  noticeSlowness: true as const,
}

interface Failure {
  error: string
  errorObject?: Error
}

export const WAITING = {
  loadAnswer: (): Waiting => CALM,
  loadAnswerSuccess: (): Waiting => CALM,
  loadAnswerFailure: (_: Waiting, { error, errorObject }: Failure): Waiting => {
    const wasCancelled = wasStopped(errorObject)
    return { isSlow: false, wasCancelled, error: wasCancelled ? null : error }
  },
  noticeSlowness: (waiting: Waiting): Waiting => ({ ...waiting, isSlow: true }),
}

interface WaitingLogic extends Logic {
  actions: { noticeSlowness: () => void }
}

/** A logic builder: `load` asks what the logic asks, now. */
export function waitsFor<L extends WaitingLogic>(
  load: (logic: BuiltLogic<L>, refresh: Refresh) => void
): LogicBuilder<L> {
  return (logic) => {
    const { cache, actions } = logic
    listeners<Logic>({
      refresh: () => load(logic, 'force_blocking'),
      retry: () => load(logic, 'blocking'),
      cancel: () => giveUp(cache),
      loadAnswer: async (_, breakpoint) => {
        await breakpoint(SLOW_MS)
        if (isAsking(cache)) actions.noticeSlowness()
      },
    })(logic as unknown as BuiltLogic)
    givesUpUnmounted<L>()(logic)
  }
}
