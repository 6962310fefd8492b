import type { ReactElement } from 'react'

const COLORS = [
  'stroke-series-1',
  'stroke-series-2',
  'stroke-series-3',
  'stroke-series-4',
  'stroke-series-5',
  'stroke-series-6',
  'stroke-series-7',
  'stroke-series-8',
  'stroke-series-9',
  'stroke-series-10',
]

export interface SwatchProps {
  /** The place in the row of series colours; beyond ten the colour comes again with a dash. */
  slot: number
  period?: 'current' | 'previous'
}

/** The line of a series, small: the same colour and dash that the chart draws. */
export function Swatch({ slot, period = 'current' }: SwatchProps): ReactElement {
  const dash = period === 'previous' ? '3 2' : slot >= COLORS.length ? '6 2' : undefined
  return (
    <svg
      viewBox="0 0 14 8"
      className={`h-2 w-3.5 shrink-0 ${period === 'previous' ? 'opacity-60' : ''}`}
      aria-hidden="true"
    >
      <line
        x1="1"
        y1="4"
        x2="13"
        y2="4"
        strokeWidth="3"
        strokeLinecap={dash ? 'butt' : 'round'}
        strokeDasharray={dash}
        className={COLORS[slot % COLORS.length]}
      />
    </svg>
  )
}
