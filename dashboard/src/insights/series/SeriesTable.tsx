import type { ReactElement } from 'react'

import type { ModelLine, SeriesModel } from './seriesModel'
import { SeriesTableLine } from './SeriesTableLine'

/** A column beside the total that not every answer has. */
export type SeriesFigure = 'change' | 'average'

export interface SeriesTableProps {
  model: SeriesModel
  hidden: readonly string[]
  figures: readonly SeriesFigure[]
  state: 'current' | 'outdated'
  onToggle: (key: string) => void
  /** Opens the people behind a number. */
  onPick: (line: ModelLine, index: number) => void
}

const HEAD = 'h-9 border-t px-3 text-12 font-normal whitespace-nowrap text-ink-3'

/** Every number of the chart. A tick switches its line on or off; nothing is asked again. */
export function SeriesTable({ model, hidden, figures, state, onToggle, onPick }: SeriesTableProps): ReactElement {
  return (
    <div className={`overflow-x-auto transition-opacity ${state === 'outdated' ? 'opacity-40' : ''}`}>
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
            {figures.includes('change') && (
              <th scope="col" className={`${HEAD} text-right`}>
                Change
              </th>
            )}
            {figures.includes('average') && (
              <th scope="col" className={`${HEAD} text-right`}>
                Average
              </th>
            )}
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
            <SeriesTableLine
              key={line.key}
              line={line}
              titles={model.titles}
              state={hidden.includes(line.key) ? 'hidden' : 'shown'}
              figures={figures}
              onToggle={() => onToggle(line.key)}
              onPick={(index) => onPick(line, index)}
            />
          ))}
        </tbody>
      </table>
    </div>
  )
}
