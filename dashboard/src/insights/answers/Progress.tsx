import type { ReactElement } from 'react'

import { Button } from '../../ui/Button'
import type { AnswerStatus } from './waiting'

export interface ProgressProps {
  status: AnswerStatus
  onStop: () => void
  onCompute: () => void
}

/** A line that runs while a query does; after three seconds, words and a way to stop it. */
export function Progress({ status, onStop, onCompute }: ProgressProps): ReactElement {
  const { isLoading, isSlow, wasCancelled, hasAnswer } = status
  return (
    <>
      {isLoading && (
        <span aria-hidden className="absolute inset-x-0 top-0 h-0.5 overflow-hidden">
          <span className="block h-full w-full bg-accent motion-safe:animate-pulse" />
        </span>
      )}
      <div role="status" className="pointer-events-none absolute inset-0 z-10 flex items-center justify-center">
        {isLoading && !isSlow && !hasAnswer && <span className="text-13 text-ink-3">Computing</span>}
        {(isSlow || wasCancelled) && (
          <div className="pointer-events-auto flex items-center gap-3 rounded border bg-raised py-2 pr-2 pl-4 text-13 shadow-raised">
            {isSlow ? 'Still computing. A shorter range is faster.' : 'Stopped.'}
            <Button onClick={isSlow ? onStop : onCompute}>{isSlow ? 'Stop' : 'Compute'}</Button>
          </div>
        )}
      </div>
    </>
  )
}
