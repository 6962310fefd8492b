import { useActions, useValues } from 'kea'
import { Download, RefreshCw, SquareTerminal } from 'lucide-react'
import { useState, type ReactElement } from 'react'

import { Button } from '../../ui/Button'
import { CodeBlock } from '../../ui/CodeBlock'
import { Dialog } from '../../ui/Dialog'
import { saveFile } from '../../ui/saveFile'
import { ComputedAt } from './ComputedAt'
import { trendsDataLogic } from './trendsDataLogic'
import { toCsv } from './trendsText'

export interface TrendsFooterProps {
  projectId: number
}

/** When this was computed, and what can be done with it. */
export function TrendsFooter({ projectId }: TrendsFooterProps): ReactElement {
  const logic = trendsDataLogic({ projectId })
  const { answer, model, answerLoading, chartState } = useValues(logic)
  const { refresh } = useActions(logic)
  const [isShowingHogql, setShowingHogql] = useState(false)
  const hogql = answer?.response.hogql

  return (
    <div className="flex min-h-11 items-center gap-x-1 border-t px-4 py-1 text-12 text-ink-3">
      <span className="mr-auto min-w-0 truncate">
        <ComputedAt projectId={projectId} />
      </span>
      {chartState !== 'failed' && (
        <Button
          tone="quiet"
          icon={<RefreshCw size={16} aria-hidden />}
          onClick={() => refresh()}
          disabled={answerLoading}
        >
          <span className="max-sm:sr-only">Refresh</span>
        </Button>
      )}
      {hogql && (
        <Button tone="quiet" icon={<SquareTerminal size={16} aria-hidden />} onClick={() => setShowingHogql(true)}>
          <span className="max-sm:sr-only">HogQL</span>
        </Button>
      )}
      {model && model.lines.length > 0 && (
        <Button
          tone="quiet"
          icon={<Download size={16} aria-hidden />}
          onClick={() => saveFile('trends.csv', 'text/csv', toCsv(model))}
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
