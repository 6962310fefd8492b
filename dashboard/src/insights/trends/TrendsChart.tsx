import { useActions, useValues } from 'kea'
import { EyeOff } from 'lucide-react'
import type { ReactElement } from 'react'

import { Button } from '../../ui/Button'
import { EmptyState } from '../../ui/EmptyState'
import { ErrorState } from '../../ui/ErrorState'
import { TrendsCanvas } from './TrendsCanvas'
import { trendsDataLogic } from './trendsDataLogic'
import { TrendsEmpty } from './TrendsEmpty'
import { TrendsProgress } from './TrendsProgress'

export interface TrendsChartProps {
  projectId: number
}

/** The chart and its states. Its height never changes, and the old chart stays, dimmed, while the next one comes. */
export function TrendsChart({ projectId }: TrendsChartProps): ReactElement {
  const logic = trendsDataLogic({ projectId })
  const { chartState, answerLoading, answerError } = useValues(logic)
  const { retry } = useActions(logic)
  const isDimmed = answerLoading && chartState !== 'loading'

  return (
    <div aria-busy={answerLoading} className="relative h-72 sm:h-88">
      <TrendsProgress projectId={projectId} />
      <div className={`h-full transition-opacity ${isDimmed ? 'opacity-40' : ''}`}>
        {chartState === 'empty' && <TrendsEmpty projectId={projectId} />}
        {chartState === 'switched off' && (
          <EmptyState icon={<EyeOff size={24} aria-hidden />} title="Every series is switched off">
            Tick one in the table below to see it again.
          </EmptyState>
        )}
        {chartState === 'failed' && (
          <ErrorState title="This could not be computed" action={<Button onClick={() => retry()}>Try again</Button>}>
            {answerError}
          </ErrorState>
        )}
        {chartState === 'drawn' && <TrendsCanvas projectId={projectId} />}
      </div>
    </div>
  )
}
