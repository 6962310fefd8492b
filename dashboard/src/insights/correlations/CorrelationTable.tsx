import type { ReactElement } from 'react'

import { formatNumber } from '../../formats/numbers'
import { NumberButton } from '../../ui/NumberButton'
import type { CorrelationLine } from './correlationModel'

export interface CorrelationTableProps {
  lines: readonly CorrelationLine[]
  onPick: (line: CorrelationLine, hasConverted: boolean) => void
}

const HEAD = 'h-9 border-b px-3 text-12 font-normal whitespace-nowrap text-ink-3 text-right'
const CELL = 'h-9 px-3 text-right tabular whitespace-nowrap'

/** The strongest of success first: how likely each makes it, and who is behind its counts. */
export function CorrelationTable({ lines, onPick }: CorrelationTableProps): ReactElement {
  return (
    <div className="overflow-x-auto pb-2">
      <table className="w-full border-separate border-spacing-0 text-13">
        <caption className="sr-only">What people did or are, and how likely those are to convert</caption>
        <thead>
          <tr>
            <th scope="col" className={`${HEAD} sticky left-0 z-10 bg-surface pl-4 text-left!`}>
              Those with
            </th>
            {['Convert', 'Converted', 'Dropped out'].map((name) => (
              <th key={name} scope="col" className={HEAD}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr key={line.key}>
              <th
                scope="row"
                title={line.name}
                className="sticky left-0 z-10 h-9 max-w-64 min-w-28 truncate bg-surface pr-3 pl-4 text-left font-normal"
              >
                {line.name}
              </th>
              <td className={`${CELL} ${line.isOfSuccess ? 'font-semibold' : 'text-ink-2'}`}>{line.likelihood}</td>
              {([true, false] as const).map((hasConverted) => {
                const count = hasConverted ? line.converted : line.dropped
                const outcome = hasConverted ? 'converted' : 'dropped out'
                return (
                  <td key={outcome} className={CELL}>
                    <NumberButton
                      label={`${line.name}: ${formatNumber(count)} ${outcome}, show the people`}
                      isOffered={count > 0}
                      onClick={() => onPick(line, hasConverted)}
                    >
                      {formatNumber(count)}
                    </NumberButton>
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
