import type { ReactElement } from 'react'

import { formatDuration } from '../../formats/durations'
import { formatNumber } from '../../formats/numbers'
import { NumberButton } from '../../ui/NumberButton'
import { Swatch } from '../../ui/Swatch'
import type { FunnelGroup, FunnelModel } from './funnelModel'

export interface FunnelTableProps {
  model: FunnelModel
  onPick: (group: FunnelGroup, step: number, outcome: 'reached' | 'dropped') => void
}

const HEAD = 'h-9 border-t px-3 text-12 font-normal whitespace-nowrap text-ink-3 text-right'
const CELL = 'h-9 border-t px-3 text-right tabular whitespace-nowrap'

const timeOf = (seconds: number | null): string => (seconds === null ? '–' : formatDuration(seconds))

/** Every number of the funnel: one row for each step, below the name of its group where there are several. */
export function FunnelTable({ model, onPick }: FunnelTableProps): ReactElement {
  const { steps, groups } = model
  const isSplit = groups.some(({ breakdown }) => breakdown !== null)

  return (
    <div className="overflow-x-auto">
      <table className="w-full border-separate border-spacing-0 text-13">
        <caption className="sr-only">
          Every step: who reached it, who dropped out before it, and how long it took
        </caption>
        <thead>
          <tr>
            <th scope="col" className={`${HEAD} sticky left-0 z-10 bg-surface pl-4 text-left!`}>
              Step
            </th>
            {['Converted', 'Of all', 'Of previous', 'Dropped', 'Median time', 'Average time'].map((name) => (
              <th key={name} scope="col" className={HEAD}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        {groups.map((group) => (
          <tbody key={group.key}>
            {isSplit && (
              <tr>
                <th scope="rowgroup" colSpan={7} className="h-9 border-t bg-page px-4 text-left font-semibold">
                  <span className="sticky left-4 inline-flex items-center gap-2">
                    <Swatch slot={group.slot} />
                    {group.label}
                  </span>
                </th>
              </tr>
            )}
            {group.points.map(({ count, dropped, ofAll, ofPrevious, median, average }, at) => (
              <tr key={at} className="group">
                <th
                  scope="row"
                  className="sticky left-0 z-10 h-9 max-w-48 min-w-28 truncate border-t bg-surface pr-3 pl-4 text-left font-normal group-hover:bg-soft"
                  title={steps[at]}
                >
                  {at + 1}. {steps[at]}
                </th>
                <td className={`${CELL} font-semibold group-hover:bg-soft`}>
                  <NumberButton
                    label={`${group.label}, ${steps[at]}: ${formatNumber(count)} converted, show the people`}
                    isOffered={count > 0}
                    onClick={() => onPick(group, at, 'reached')}
                  >
                    {formatNumber(count)}
                  </NumberButton>
                </td>
                <td className={`${CELL} group-hover:bg-soft`}>{ofAll}</td>
                <td className={`${CELL} group-hover:bg-soft`}>{at === 0 ? '–' : ofPrevious}</td>
                <td className={`${CELL} group-hover:bg-soft`}>
                  {at === 0 ? (
                    '–'
                  ) : (
                    <NumberButton
                      label={`${group.label}, ${steps[at]}: ${formatNumber(dropped)} dropped before it, show the people`}
                      isOffered={dropped > 0}
                      onClick={() => onPick(group, at, 'dropped')}
                    >
                      {formatNumber(dropped)}
                    </NumberButton>
                  )}
                </td>
                <td className={`${CELL} group-hover:bg-soft`}>{timeOf(median)}</td>
                <td className={`${CELL} group-hover:bg-soft`}>{timeOf(average)}</td>
              </tr>
            ))}
          </tbody>
        ))}
      </table>
    </div>
  )
}
