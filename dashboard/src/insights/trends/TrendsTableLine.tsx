import type { ReactElement } from 'react'

import { Swatch } from '../../ui/Swatch'
import type { TrendLine } from './trendsSeries'

export interface TrendsTableLineProps {
  line: TrendLine
  state: 'shown' | 'hidden'
  hasChange: boolean
  formatValue: (value: number) => string
  formatAverage: (value: number) => string
  onToggle: () => void
}

const CELL = 'h-9 border-t px-3 text-right tabular whitespace-nowrap'

const SUM_OF_PEOPLE = 'The sum over the intervals: somebody active in two of them counts twice.'

export function TrendsTableLine({
  line,
  state,
  hasChange,
  formatValue,
  formatAverage,
  onToggle,
}: TrendsTableLineProps): ReactElement {
  const tone = state === 'hidden' || line.period === 'previous' ? 'text-ink-3' : ''
  const isSumOfPeople = line.math === 'dau'

  return (
    <tr className={`group ${tone}`}>
      <th
        scope="row"
        className="sticky left-0 z-10 h-9 border-t bg-surface pr-3 pl-4 text-left font-normal group-hover:bg-soft"
      >
        <label className="flex max-w-72 min-w-40 cursor-pointer items-center gap-2 max-sm:max-w-48 max-sm:min-h-10">
          <input
            type="checkbox"
            checked={state === 'shown'}
            onChange={onToggle}
            className="size-4 shrink-0 accent-accent"
          />
          <Swatch slot={line.slot} period={line.period} />
          <span className="truncate" title={line.label}>
            {line.label}
          </span>
        </label>
      </th>
      <td className={`${CELL} font-semibold group-hover:bg-soft`}>
        {isSumOfPeople ? (
          <abbr title={SUM_OF_PEOPLE} className="cursor-help underline decoration-dotted underline-offset-4">
            {formatValue(line.total)}
          </abbr>
        ) : (
          formatValue(line.total)
        )}
      </td>
      {hasChange && (
        <td className={`${CELL} group-hover:bg-soft`}>{line.change ?? (line.period === 'current' ? '–' : '')}</td>
      )}
      <td className={`${CELL} group-hover:bg-soft`}>{formatAverage(line.average)}</td>
      {line.data.map((value, index) => (
        <td key={index} className={`${CELL} group-hover:bg-soft`}>
          {formatValue(value)}
        </td>
      ))}
    </tr>
  )
}
