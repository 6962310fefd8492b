import { useActions, useValues } from 'kea'
import { ChartColumn, ChartLine } from 'lucide-react'
import type { ReactElement } from 'react'

import type { Interval } from '../../api/trends'
import { CheckButton } from '../../ui/CheckButton'
import { Segmented } from '../../ui/Segmented'
import { Select } from '../../ui/Select'
import { RangePicker } from './RangePicker'
import { isSuitable } from './ranges'
import { trendsLogic } from './trendsLogic'
import { INTERVALS } from './trendsState'

export interface TrendsToolbarProps {
  projectId: number
}

const INTERVAL_LABELS: Record<Interval, string> = {
  minute: 'by minute',
  hour: 'by hour',
  day: 'by day',
  week: 'by week',
  month: 'by month',
}

/** Time and form of the chart, above it. */
export function TrendsToolbar({ projectId }: TrendsToolbarProps): ReactElement {
  const logic = trendsLogic({ projectId })
  const { trends } = useValues(logic)
  const { chooseInterval, chooseDisplay, toggleCompare } = useActions(logic)
  const today = new Date().toISOString().slice(0, 10)
  const intervals = INTERVALS.filter(
    (interval) => interval === trends.interval || isSuitable(interval, trends.range, today)
  ).map((value) => ({ value, label: INTERVAL_LABELS[value] }))

  return (
    <div role="group" aria-label="Chart" className="flex flex-wrap items-center gap-2">
      <RangePicker projectId={projectId} />
      <Select label="Interval" value={trends.interval} options={intervals} onChange={chooseInterval} />
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
