import { useActions, useValues } from 'kea'
import type { ReactElement } from 'react'

import { Button } from '../../ui/Button'
import { trendsDataLogic } from './trendsDataLogic'

export interface TrendsProgressProps {
  projectId: number
}

/** A line that runs while a query does; after three seconds, words and a way to stop it. */
export function TrendsProgress({ projectId }: TrendsProgressProps): ReactElement {
  const logic = trendsDataLogic({ projectId })
  const { answer, answerLoading, isSlow, wasCancelled } = useValues(logic)
  const { cancel, retry } = useActions(logic)

  return (
    <>
      {answerLoading && (
        <span aria-hidden className="absolute inset-x-0 top-0 h-0.5 overflow-hidden">
          <span className="block h-full w-full bg-accent motion-safe:animate-pulse" />
        </span>
      )}
      <div role="status" className="pointer-events-none absolute inset-0 z-10 flex items-center justify-center">
        {answerLoading && !isSlow && !answer && <span className="text-13 text-ink-3">Computing</span>}
        {(isSlow || wasCancelled) && (
          <div className="pointer-events-auto flex items-center gap-3 rounded border bg-raised py-2 pr-2 pl-4 text-13 shadow-raised">
            {isSlow ? 'Still computing. A shorter range is faster.' : 'Stopped.'}
            <Button onClick={isSlow ? () => cancel() : () => retry()}>{isSlow ? 'Stop' : 'Compute'}</Button>
          </div>
        )}
      </div>
    </>
  )
}
