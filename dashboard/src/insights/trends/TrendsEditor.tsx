import { useActions, useValues } from 'kea'
import type { ReactElement } from 'react'

import { eventName, propertyName } from '../../formats/names'
import { countOf } from '../../formats/numbers'
import { Disclosure } from '../../ui/Disclosure'
import type { Breakdown } from '../asking/breakdown'
import { BreakdownEditor } from '../asking/BreakdownEditor'
import { FilterEditor } from './FilterEditor'
import { SeriesEditor } from './SeriesEditor'
import { trendsLogic } from './trendsLogic'
import type { TrendsState } from './trendsState'

export interface TrendsEditorProps {
  projectId: number
}

function summaryOf({ series, filters, breakdown }: TrendsState): string {
  const parts = [
    series.map(({ event, name }) => name || eventName(event)).join(', '),
    ...(breakdown ? [`by ${propertyName(breakdown.key)}`] : []),
    ...(filters.length > 0 ? [countOf(filters.length, 'filter', 'filters')] : []),
  ]
  return parts.join(' · ')
}

/** What is counted: series, the conditions they meet, and how they are split. */
export function TrendsEditor({ projectId }: TrendsEditorProps): ReactElement {
  const logic = trendsLogic({ projectId })
  const { trends } = useValues(logic)
  const { breakDownBy, limitBreakdown, removeBreakdown } = useActions(logic)
  const change = (breakdown: Breakdown | null): void => {
    if (breakdown === null) removeBreakdown()
    else if (breakdown.key === trends.breakdown?.key) limitBreakdown(breakdown.limit)
    else breakDownBy(breakdown.key)
  }
  return (
    <Disclosure summary={summaryOf(trends)}>
      <div className="grid gap-x-6 gap-y-4 md:grid-cols-2">
        <SeriesEditor projectId={projectId} />
        <div className="flex min-w-0 flex-col gap-4 md:gap-2 md:border-l md:pl-6">
          <FilterEditor projectId={projectId} />
          <BreakdownEditor projectId={projectId} breakdown={trends.breakdown} onChange={change} />
        </div>
      </div>
    </Disclosure>
  )
}
