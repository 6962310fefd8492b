import { useActions, useValues } from 'kea'
import type { ReactElement } from 'react'

import { formatAverage, formatNumber } from '../../formats/numbers'
import { TrendsTableLine } from './TrendsTableLine'
import { trendsDataLogic } from './trendsDataLogic'
import { trendsLogic } from './trendsLogic'

export interface TrendsTableProps {
  projectId: number
}

const HEAD = 'h-9 border-t px-3 text-12 font-normal whitespace-nowrap text-ink-3'

/** Every number of the chart. A tick switches its line on or off; nothing is asked again. */
export function TrendsTable({ projectId }: TrendsTableProps): ReactElement | null {
  const { trends } = useValues(trendsLogic({ projectId }))
  const { toggleLine } = useActions(trendsLogic({ projectId }))
  const { model, answer, answerLoading, answerError } = useValues(trendsDataLogic({ projectId }))
  if (!model || answerError || model.lines.length === 0) return null
  const hasChange = answer?.query.compareFilter !== undefined

  return (
    <div className={`overflow-x-auto transition-opacity ${answerLoading ? 'opacity-40' : ''}`}>
      <table className="w-full border-separate border-spacing-0 text-13">
        <caption className="sr-only">Every value of the chart, one row per series</caption>
        <thead>
          <tr>
            <th scope="col" className={`${HEAD} sticky left-0 z-10 bg-surface pl-4 text-left`}>
              Series
            </th>
            <th scope="col" className={`${HEAD} text-right`}>
              Total
            </th>
            {hasChange && (
              <th scope="col" className={`${HEAD} text-right`}>
                Change
              </th>
            )}
            <th scope="col" className={`${HEAD} text-right`}>
              Average
            </th>
            {model.ticks.map((tick, index) => (
              <th key={model.days[index]} scope="col" title={model.titles[index]} className={`${HEAD} text-right`}>
                {tick}
                {index === model.incompleteFrom && <span title="Not over yet"> …</span>}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {model.lines.map((line) => (
            <TrendsTableLine
              key={line.key}
              line={line}
              state={trends.hidden.includes(line.key) ? 'hidden' : 'shown'}
              hasChange={hasChange}
              formatValue={formatNumber}
              formatAverage={formatAverage}
              onToggle={() => toggleLine(line.key)}
            />
          ))}
        </tbody>
      </table>
    </div>
  )
}
