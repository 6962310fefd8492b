import { EyeOff } from 'lucide-react'
import type { ReactElement, ReactNode } from 'react'

import type { Display } from '../../charts/timeSeries'
import { EmptyState } from '../../ui/EmptyState'
import type { ChartState } from './chartState'
import { SeriesCanvas } from './SeriesCanvas'
import type { ModelLine, SeriesModel } from './seriesModel'

export interface SeriesChartProps {
  state: ChartState
  /** Null before the first answer. */
  model: SeriesModel | null
  lines: readonly ModelLine[]
  display: Display
  summarize: (model: SeriesModel) => string
  /** What stands there when every value is zero. */
  empty: ReactNode
  onPick: (line: ModelLine, index: number) => void
}

/** The lines that are switched on, or why there are none. */
export function SeriesChart(props: SeriesChartProps): ReactElement | null {
  const { state, model, lines, display, summarize, empty, onPick } = props
  if (state === 'empty') return <>{empty}</>
  if (state === 'switched off') {
    return (
      <EmptyState icon={<EyeOff size={24} aria-hidden />} title="Every series is switched off">
        Tick one in the table below to see it again.
      </EmptyState>
    )
  }
  if (state !== 'drawn' || !model) return null
  return <SeriesCanvas model={model} lines={lines} display={display} summary={summarize(model)} onPick={onPick} />
}
