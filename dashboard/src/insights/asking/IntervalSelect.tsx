import type { ReactElement } from 'react'

import type { Interval } from '../../api/trends'
import { Select } from '../../ui/Select'
import { INTERVALS, isSuitable, type Range } from './ranges'
import { useToday } from './useToday'

export interface IntervalSelectProps {
  range: Range
  value: Interval
  onChange: (interval: Interval) => void
}

const LABELS: Record<Interval, string> = {
  minute: 'by minute',
  hour: 'by hour',
  day: 'by day',
  week: 'by week',
  month: 'by month',
}

/** The intervals that suit the range, and the one that is chosen. */
export function IntervalSelect({ range, value, onChange }: IntervalSelectProps): ReactElement {
  const today = useToday()
  const options = INTERVALS.filter((interval) => interval === value || isSuitable(interval, range, today)).map(
    (interval) => ({ value: interval, label: LABELS[interval] })
  )
  return <Select label="Interval" value={value} options={options} onChange={onChange} />
}
