import { useValues } from 'kea'
import { useMemo, type ReactElement } from 'react'

import { TimeChart } from '../../charts/TimeChart'
import { formatNumber, formatShort } from '../../formats/numbers'
import { themeLogic } from '../../logics/themeLogic'
import { Swatch } from '../../ui/Swatch'
import { rangeLabel } from './ranges'
import { trendsDataLogic } from './trendsDataLogic'
import { trendsLogic } from './trendsLogic'
import { summarize, toTimeSeries } from './trendsText'

export interface TrendsCanvasProps {
  projectId: number
}

/** The lines or bars that are switched on. */
export function TrendsCanvas({ projectId }: TrendsCanvasProps): ReactElement | null {
  const { trends } = useValues(trendsLogic({ projectId }))
  const { model, shownLines } = useValues(trendsDataLogic({ projectId }))
  const { theme } = useValues(themeLogic)
  const series = useMemo(() => toTimeSeries(shownLines), [shownLines])
  if (!model) return null

  return (
    <div className="h-full p-4">
      <TimeChart
        summary={summarize(model, rangeLabel(trends.range))}
        display={trends.display}
        series={series}
        ticks={model.ticks}
        titles={model.titles}
        incompleteFrom={model.incompleteFrom}
        formatAxis={formatShort}
        formatValue={formatNumber}
        swatch={(row) => <Swatch slot={row.slot} period={row.period} />}
        theme={theme}
      />
    </div>
  )
}
