import { ChartColumn } from 'lucide-react'
import type { ReactElement } from 'react'

import { Button } from '../../ui/Button'
import { EmptyState } from '../../ui/EmptyState'
import { rangeLabel, type Range } from '../asking/ranges'

export interface NothingMatchedProps {
  range: Range
  onChoose: (range: Range) => void
}

const WIDE = { from: '-90d', to: null }
const WIDEST = { from: 'all', to: null }

/** No event of the question lies in its range: look further back. */
export function NothingMatched({ range, onChoose }: NothingMatchedProps): ReactElement {
  const wider = range.from === WIDE.from ? WIDEST : WIDE
  return (
    <EmptyState
      icon={<ChartColumn size={24} aria-hidden />}
      title="Nobody matches"
      action={
        range.from !== WIDEST.from && (
          <Button onClick={() => onChoose(wider)}>Show {rangeLabel(wider).toLowerCase()}</Button>
        )
      }
    >
      Nobody sent these events in the range “{rangeLabel(range)}”. This fills by itself once somebody does.
    </EmptyState>
  )
}
