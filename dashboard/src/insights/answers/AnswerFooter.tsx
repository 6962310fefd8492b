import { Download, RefreshCw, SquareTerminal } from 'lucide-react'
import { useState, type ReactElement } from 'react'

import { Button } from '../../ui/Button'
import { CodeBlock } from '../../ui/CodeBlock'
import { Dialog } from '../../ui/Dialog'
import { saveFile } from '../../ui/saveFile'
import { ComputedAt } from './ComputedAt'
import type { AnswerStatus } from './waiting'

export interface AnswerFooterProps {
  status: AnswerStatus
  /** What is known of the answer that is shown; null before the first one. */
  answer: { computed: string | null; receivedAt: Date; hogql: string } | null
  /** The table as a file; null when there is nothing to save. */
  csv: { name: string; text: () => string } | null
  onRefresh: () => void
}

/** When this was computed, and what can be done with it. */
export function AnswerFooter({ status, answer, csv, onRefresh }: AnswerFooterProps): ReactElement {
  const [isShowingHogql, setShowingHogql] = useState(false)
  const hogql = answer?.hogql

  return (
    <div className="flex min-h-11 items-center gap-x-1 border-t px-4 py-1 text-12 text-ink-3">
      <span className="mr-auto min-w-0 truncate">
        {answer && <ComputedAt computed={answer.computed} receivedAt={answer.receivedAt} />}
      </span>
      {status.error === null && (
        <Button tone="quiet" icon={<RefreshCw size={16} aria-hidden />} onClick={onRefresh} disabled={status.isLoading}>
          <span className="max-sm:sr-only">Refresh</span>
        </Button>
      )}
      {hogql && (
        <Button tone="quiet" icon={<SquareTerminal size={16} aria-hidden />} onClick={() => setShowingHogql(true)}>
          <span className="max-sm:sr-only">HogQL</span>
        </Button>
      )}
      {csv && (
        <Button
          tone="quiet"
          icon={<Download size={16} aria-hidden />}
          onClick={() => saveFile(csv.name, 'text/csv', csv.text())}
        >
          <span className="max-sm:sr-only">CSV</span>
        </Button>
      )}
      {isShowingHogql && hogql && (
        <Dialog title="The HogQL behind these numbers" width="wide" onClose={() => setShowingHogql(false)}>
          <CodeBlock code={hogql} copyLabel="Copy the HogQL" />
        </Dialog>
      )}
    </div>
  )
}
