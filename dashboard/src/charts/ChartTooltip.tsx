import type { ReactElement, ReactNode } from 'react'

import type { TooltipRow } from './timeSeries'

const MOST_ROWS = 10

export interface ChartTooltipProps {
  title: string
  note: string | null
  rows: readonly TooltipRow[]
  marked: TooltipRow | undefined
  /** Where the bucket is, in px from the left of the chart, and how wide the chart is. */
  x: number
  width: number
  formatValue: (value: number) => string
  swatch: (row: TooltipRow) => ReactNode
}

/** The values of all series at one bucket, largest first, the chosen one marked. */
export function ChartTooltip(props: ChartTooltipProps): ReactElement {
  const { title, note, rows, marked, x, width, formatValue, swatch } = props
  const side = x > width / 2 ? { right: width - x + 12 } : { left: x + 12 }
  return (
    <div
      aria-hidden
      style={side}
      className="pointer-events-none absolute top-2 z-20 w-max rounded border bg-raised p-3 text-13 shadow-raised max-sm:p-2 max-sm:text-12"
    >
      <p className="mb-1 font-semibold">
        {title}
        {note && <span className="ml-2 text-12 font-normal text-ink-3">{note}</span>}
      </p>
      <table className="w-full">
        <tbody>
          {rows.slice(0, MOST_ROWS).map((row) => (
            <tr key={row.key} className={row === marked ? 'bg-soft font-semibold' : ''}>
              <td className="py-px pr-2 pl-1">{swatch(row)}</td>
              <td className="max-w-60 truncate pr-4 max-sm:max-w-36">{row.label}</td>
              <td className="pr-1 text-right tabular">{formatValue(row.value)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length > MOST_ROWS && (
        <p className="mt-1 text-12 text-ink-3">{rows.length - MOST_ROWS} more in the table</p>
      )}
    </div>
  )
}
