import { useActions, useValues } from 'kea'
import { ChartColumn, ChartLine } from 'lucide-react'
import type { ReactElement } from 'react'

import { CheckButton } from '../../ui/CheckButton'
import { Segmented } from '../../ui/Segmented'
import { IntervalSelect } from '../asking/IntervalSelect'
import { RangePicker } from '../asking/RangePicker'
import { useToday } from '../asking/useToday'
import { trendsLogic } from './trendsLogic'

export interface TrendsToolbarProps {
  projectId: number
}

/** Time and form of the chart, above it. */
export function TrendsToolbar({ projectId }: TrendsToolbarProps): ReactElement {
  const logic = trendsLogic({ projectId })
  const { trends } = useValues(logic)
  const today = useToday()
  const { chooseRange, chooseInterval, chooseDisplay, toggleCompare } = useActions(logic)

  return (
    <div role="group" aria-label="Chart" className="flex flex-wrap items-center gap-2">
      <RangePicker range={trends.range} onChoose={(range) => chooseRange(range, today)} />
      <IntervalSelect range={trends.range} value={trends.interval} onChange={chooseInterval} />
      <CheckButton checked={trends.compare} onToggle={toggleCompare} isOffered={trends.range.from !== 'all'}>
        Compare to previous
      </CheckButton>
      <span className="grow" />
      <Segmented
        label="Chart type"
        value={trends.display}
        onChange={chooseDisplay}
        segments={[
          { value: 'line', label: 'Line', icon: <ChartLine size={16} aria-hidden /> },
          { value: 'bar', label: 'Bar', icon: <ChartColumn size={16} aria-hidden /> },
        ]}
      />
    </div>
  )
}
