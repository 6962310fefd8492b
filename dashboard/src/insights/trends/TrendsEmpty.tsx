import { useActions, useValues } from 'kea'
import { ChartLine } from 'lucide-react'
import type { ReactElement } from 'react'

import { Button } from '../../ui/Button'
import { EmptyState } from '../../ui/EmptyState'
import { rangeLabel } from '../asking/ranges'
import { useToday } from '../asking/useToday'
import { trendsLogic } from './trendsLogic'
import { isComplete } from './trendsQuery'

export interface TrendsEmptyProps {
  projectId: number
}

const WIDE = { from: '-90d', to: null }
const WIDEST = { from: 'all', to: null }

/** Nothing matched: what to change first. */
export function TrendsEmpty({ projectId }: TrendsEmptyProps): ReactElement {
  const logic = trendsLogic({ projectId })
  const { trends } = useValues(logic)
  const today = useToday()
  const { removeAllFilters, chooseRange } = useActions(logic)
  const hasFilters = trends.filters.some(isComplete)
  const wider = trends.range.from === WIDE.from ? WIDEST : WIDE

  return (
    <EmptyState
      icon={<ChartLine size={24} aria-hidden />}
      title="No events match"
      action={
        hasFilters ? (
          <Button onClick={removeAllFilters}>Remove filters</Button>
        ) : (
          trends.range.from !== WIDEST.from && (
            <Button onClick={() => chooseRange(wider, today)}>Show {rangeLabel(wider).toLowerCase()}</Button>
          )
        )
      }
    >
      {hasFilters
        ? `No event of these series meets the filters in the range “${rangeLabel(trends.range)}”.`
        : `None of these events was sent in the range “${rangeLabel(trends.range)}”. The chart fills by itself once they are.`}
    </EmptyState>
  )
}
