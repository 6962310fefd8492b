/** What a chart over time draws, and the order in which its tooltip lists it. Plain data. */

export type Display = 'line' | 'bar'

export interface TimeSeries {
  key: string
  label: string
  data: readonly number[]
  /** Place in the row of series colours; from the eleventh on, the colour comes again with a dash. */
  slot: number
  period: 'current' | 'previous'
  /** Bars of the same stack stand on each other. */
  stack: string
}

export interface TooltipRow {
  key: string
  label: string
  value: number
  slot: number
  period: TimeSeries['period']
}

/** The values at one bucket, the largest first; equal values keep the order of the series. */
export function tooltipRows(series: readonly TimeSeries[], index: number): TooltipRow[] {
  return series
    .map(({ key, label, data, slot, period }) => ({ key, label, slot, period, value: data[index] ?? 0 }))
    .sort((one, other) => other.value - one.value)
}
