import { useActions, useValues } from 'kea'
import type { ReactElement, ReactNode } from 'react'

import { AnswerFooter } from './AnswerFooter'
import { AnswerFrame } from './AnswerFrame'
import { answersLogic } from './answersLogic'

export interface QuestionAnswerProps {
  projectId: number
  height: 'chart' | 'content'
  /** The table as a file; null when there is nothing to save. */
  csv: { name: string; text: () => string } | null
  /** The chart, or what stands there instead. */
  children: ReactNode
  /** The table with every number. */
  table?: ReactNode
}

/** The answer of a form: its chart, when it was computed, and its table. */
export function QuestionAnswer({ projectId, height, csv, children, table }: QuestionAnswerProps): ReactElement {
  const logic = answersLogic({ projectId })
  const { answer, status } = useValues(logic)
  const { retry, cancel, refresh } = useActions(logic)
  const shown = answer && {
    computed: answer.response.last_refresh,
    receivedAt: answer.receivedAt,
    hogql: answer.response.hogql,
  }

  return (
    <>
      <AnswerFrame status={status} height={height} onStop={() => cancel()} onRetry={() => retry()}>
        {children}
      </AnswerFrame>
      <AnswerFooter status={status} answer={shown} csv={csv} onRefresh={() => refresh()} />
      {status.error === null && (
        <div className={`transition-opacity ${status.isLoading ? 'opacity-40' : ''}`}>{table}</div>
      )}
    </>
  )
}
