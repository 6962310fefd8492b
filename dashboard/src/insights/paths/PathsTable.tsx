import type { ReactElement } from 'react'

import { formatNumber } from '../../formats/numbers'
import { NumberButton } from '../../ui/NumberButton'
import type { PathLine } from './pathsModel'

export interface PathsTableProps {
  lines: readonly PathLine[]
  onPick: (line: PathLine) => void
}

const HEAD = 'h-9 px-3 text-12 font-normal whitespace-nowrap text-ink-3'
const CELL = 'h-9 border-t px-3 group-hover:bg-soft'
const ITEM = 'max-w-64 min-w-32 truncate text-left font-normal'

/** One row for each move from an item to the next, by its place in the path. */
export function PathsTable({ lines, onPick }: PathsTableProps): ReactElement {
  return (
    <div className="overflow-x-auto">
      <table className="w-full border-separate border-spacing-0 text-13">
        <caption className="sr-only">
          From where to where people went, the most frequent moves of each step first
        </caption>
        <thead>
          <tr>
            <th scope="col" className={`${HEAD} pl-4 text-left`}>
              Step
            </th>
            <th scope="col" className={`${HEAD} text-left`}>
              From
            </th>
            <th scope="col" className={`${HEAD} text-left`}>
              To
            </th>
            <th scope="col" className={`${HEAD} text-right`}>
              People
            </th>
            <th scope="col" className={`${HEAD} text-right`}>
              Average time
            </th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr key={`${line.edge.source} ${line.edge.target}`} className="group">
              <td className={`${CELL} pl-4 text-ink-3 tabular`}>{line.step}</td>
              <th scope="row" className={`${CELL} ${ITEM}`} title={line.from}>
                {line.from}
              </th>
              <th scope="row" className={`${CELL} ${ITEM}`} title={line.to}>
                {line.to}
              </th>
              <td className={`${CELL} text-right`}>
                <span className="inline-flex items-center justify-end gap-3">
                  <span aria-hidden className="flex h-2 w-24 justify-end rounded bg-soft max-sm:hidden">
                    <span
                      style={{ '--share': `${line.share * 100}%` } as Record<string, string>}
                      className="h-full w-(--share) rounded bg-series-1"
                    />
                  </span>
                  <NumberButton
                    label={`${line.from} to ${line.to}: ${formatNumber(line.count)}, show the people`}
                    isOffered
                    onClick={() => onPick(line)}
                  >
                    {formatNumber(line.count)}
                  </NumberButton>
                </span>
              </td>
              <td className={`${CELL} text-right whitespace-nowrap tabular`}>{line.time}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
