import type { ReactElement } from 'react'

import { formatNumber } from '../../formats/numbers'
import { ShadedCell } from '../../ui/ShadedCell'
import type { RetentionCell, RetentionModel, RetentionRow } from './retentionModel'

export interface RetentionTableProps {
  model: RetentionModel
  shown: 'percent' | 'people'
  onPick: (row: RetentionRow, cell: RetentionCell) => void
}

const HEAD = 'h-9 px-2 text-12 font-normal whitespace-nowrap text-ink-3'
const FIRST = 'sticky left-0 z-10 bg-surface pr-3 pl-4 text-left font-normal whitespace-nowrap'

/** The matrix: a row for each cohort, a column for each interval after it, the mean of all above them. */
export function RetentionTable({ model, shown, onPick }: RetentionTableProps): ReactElement {
  const { columns, rows, means } = model
  return (
    <div className="overflow-x-auto pb-4">
      <table className="w-full border-separate border-spacing-x-px border-spacing-y-px text-13">
        <caption className="sr-only">Who of each cohort came back in which interval</caption>
        <thead>
          <tr>
            <th scope="col" className={`${HEAD} ${FIRST}`}>
              Cohort
            </th>
            <th scope="col" className={`${HEAD} text-right`}>
              Size
            </th>
            {columns.map((column) => (
              <th key={column} scope="col" className={`${HEAD} text-center`}>
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <tr>
            <th scope="row" className={`${FIRST} h-9 font-semibold!`} title="Each cohort counts by its size">
              Mean
            </th>
            <td />
            {means.map((mean, column) => (
              <td key={column} className="h-9 px-2 text-center font-semibold tabular">
                {mean ?? '–'}
              </td>
            ))}
          </tr>
          {rows.map((row) => (
            <tr key={row.cohort}>
              <th scope="row" className={`${FIRST} h-9`} title={row.title}>
                {row.label}
              </th>
              <td className="h-9 px-2 text-right text-ink-2 tabular">{formatNumber(row.size)}</td>
              {row.cells.map((cell) => (
                <ShadedCell
                  key={cell.column}
                  share={cell.share}
                  label={`${row.title}, ${columns[cell.column]}: ${formatNumber(cell.count)} of ${formatNumber(row.size)}, ${cell.percent}${cell.state === 'open' ? ', not over yet' : ''}`}
                  edge={cell.state === 'open' ? 'dashed' : 'none'}
                  isOffered={cell.count > 0}
                  onPick={() => onPick(row, cell)}
                >
                  {shown === 'percent' ? cell.percent : formatNumber(cell.count)}
                </ShadedCell>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
