import type { ReactElement } from 'react'

import { formatAverage, formatNumber } from '../../formats/numbers'
import { NumberButton } from '../../ui/NumberButton'
import { Swatch } from '../../ui/Swatch'
import type { ModelLine } from './seriesModel'
import type { SeriesFigure } from './SeriesTable'

export interface SeriesTableLineProps {
  line: ModelLine
  titles: readonly string[]
  state: 'shown' | 'hidden'
  figures: readonly SeriesFigure[]
  onToggle: () => void
  onPick: (index: number) => void
}

const CELL = 'h-9 border-t px-3 text-right tabular whitespace-nowrap group-hover:bg-soft'

const SUM_OF_PEOPLE = 'The sum over the intervals: somebody active in two of them counts twice.'

export function SeriesTableLine(props: SeriesTableLineProps): ReactElement {
  const { line, titles, state, figures, onToggle, onPick } = props
  const tone = state === 'hidden' || line.period === 'previous' ? 'text-ink-3' : ''
  const total = formatNumber(line.total)

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
      <td className={`${CELL} font-semibold`}>
        {line.math === 'dau' ? (
          <abbr title={SUM_OF_PEOPLE} className="cursor-help underline decoration-dotted underline-offset-4">
            {total}
          </abbr>
        ) : (
          total
        )}
      </td>
      {figures.includes('change') && <td className={CELL}>{line.change ?? (line.period === 'current' ? '–' : '')}</td>}
      {figures.includes('average') && <td className={CELL}>{formatAverage(line.average)}</td>}
      {line.data.map((value, index) => (
        <td key={index} className={CELL}>
          <NumberButton
            label={`${line.label}, ${titles[index] ?? ''}: ${formatNumber(value)}, show the people`}
            isOffered={value !== 0}
            onClick={() => onPick(index)}
          >
            {formatNumber(value)}
          </NumberButton>
        </td>
      ))}
    </tr>
  )
}
