import type { ReactElement, ReactNode } from 'react'

import { Button } from '../../ui/Button'
import { ErrorState } from '../../ui/ErrorState'
import { Progress } from './Progress'
import type { AnswerStatus } from './waiting'

export interface AnswerFrameProps {
  status: AnswerStatus
  /** A chart has one height; other answers are as high as they are, and never lower than a message. */
  height: 'chart' | 'content'
  onStop: () => void
  onRetry: () => void
  /** The answer, or what stands there when it is empty. */
  children: ReactNode
}

/** The place of an answer and its states: the old one stays, dimmed, while the next one comes. */
export function AnswerFrame({ status, height, onStop, onRetry, children }: AnswerFrameProps): ReactElement {
  const isDimmed = status.isLoading && (status.hasAnswer || status.error !== null)
  return (
    <div
      aria-busy={status.isLoading}
      className={`relative ${height === 'chart' ? 'h-72 sm:h-88' : 'grid min-h-72 sm:min-h-88'}`}
    >
      <Progress status={status} onStop={onStop} onCompute={onRetry} />
      <div className={`h-full min-w-0 transition-opacity ${isDimmed ? 'opacity-40' : ''}`}>
        {status.error === null ? (
          children
        ) : (
          <ErrorState title="This could not be computed" action={<Button onClick={onRetry}>Try again</Button>}>
            {status.error}
          </ErrorState>
        )}
      </div>
    </div>
  )
}
