import { useValues } from 'kea'
import { useMemo, type ReactElement } from 'react'

import { TimeChart } from '../../charts/TimeChart'
import type { Display } from '../../charts/timeSeries'
import { formatNumber, formatShort } from '../../formats/numbers'
import { themeLogic } from '../../logics/themeLogic'
import { Swatch } from '../../ui/Swatch'
import { toTimeSeries, type ModelLine, type SeriesModel } from './seriesModel'

export interface SeriesCanvasProps {
  model: SeriesModel
  /** Those of the model's lines that are switched on. */
  lines: readonly ModelLine[]
  display: Display
  summary: string
  /** Opens the people behind a point. */
  onPick: (line: ModelLine, index: number) => void
}

/** The lines or bars that are switched on. */
export function SeriesCanvas({ model, lines, display, summary, onPick }: SeriesCanvasProps): ReactElement {
  const { theme } = useValues(themeLogic)
  const series = useMemo(() => toTimeSeries(lines), [lines])

  return (
    <div className="h-full p-4">
      <TimeChart
        summary={summary}
        display={display}
        series={series}
        ticks={model.ticks}
        titles={model.titles}
        incompleteFrom={model.incompleteFrom}
        formatAxis={formatShort}
        formatValue={formatNumber}
        swatch={(row) => <Swatch slot={row.slot} period={row.period} />}
        theme={theme}
        onPick={(key, index) => {
          const line = lines.find((one) => one.key === key)
          if (line?.data[index]) onPick(line, index) // nobody is behind a zero
        }}
      />
    </div>
  )
}
