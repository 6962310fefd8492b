/**
 * Series -> chart.js datasets.
 *
 *     line: 2 px, dashed where the bucket is not over yet, faded and dashed for the previous period
 *     bar:  stacked by `stack`, striped where the bucket is not over yet
 */
import type { ChartDataset, ScriptableLineSegmentContext } from 'chart.js'

import { fade, PREVIOUS_STRENGTH, SERIES_COLORS, type Palette } from './palette'
import type { Display, TimeSeries } from './timeSeries'

const DASH = [5, 4]
const REPEAT_DASH = [10, 3]
const HATCH_SIZE = 6

/** Stripes: rising for a bar whose bucket still fills, level for a colour that comes a second time. */
function stripes(color: string, direction: 'rising' | 'level'): CanvasPattern | string {
  const tile = document.createElement('canvas')
  tile.width = tile.height = HATCH_SIZE
  const pen = tile.getContext('2d')
  if (!pen) return color
  pen.fillStyle = fade(color, 0.2)
  pen.fillRect(0, 0, HATCH_SIZE, HATCH_SIZE)
  pen.strokeStyle = color
  pen.lineWidth = 1.5
  const rise = direction === 'rising' ? HATCH_SIZE : 0
  for (const shift of [-HATCH_SIZE, 0, HATCH_SIZE]) {
    pen.moveTo(shift, HATCH_SIZE / 2 + rise / 2)
    pen.lineTo(shift + HATCH_SIZE, HATCH_SIZE / 2 - rise / 2)
  }
  pen.stroke()
  return pen.createPattern(tile, 'repeat') ?? color
}

export interface DatasetOptions {
  display: Display
  palette: Palette
  /** The first bucket that is not over yet; the length of the data when all are. */
  incompleteFrom: number
}

function lineDataset(series: TimeSeries, color: string, incompleteFrom: number): ChartDataset<'line', number[]> {
  const dash = series.period === 'previous' ? DASH : series.slot >= SERIES_COLORS ? REPEAT_DASH : []
  const isOpen = ({ p1DataIndex }: ScriptableLineSegmentContext): boolean => p1DataIndex >= incompleteFrom
  return {
    type: 'line',
    label: series.label,
    data: [...series.data],
    borderColor: color,
    backgroundColor: color,
    borderWidth: 2,
    borderDash: dash,
    segment: { borderDash: (context) => (series.period === 'current' && isOpen(context) ? DASH : dash) },
    tension: 0,
    pointRadius: series.data.length === 1 ? 4 : 0,
    pointHoverRadius: 4,
    pointHoverBackgroundColor: color,
    pointHoverBorderColor: color,
    pointHitRadius: 12,
    order: series.period === 'previous' ? 1 : 0,
  }
}

function barDataset(series: TimeSeries, color: string, incompleteFrom: number): ChartDataset<'bar', number[]> {
  const whole = series.slot >= SERIES_COLORS ? stripes(color, 'level') : color
  const open = series.period === 'current' ? stripes(color, 'rising') : whole
  const fill = ({ dataIndex }: { dataIndex: number }): CanvasPattern | string =>
    dataIndex >= incompleteFrom ? open : whole
  return {
    type: 'bar',
    label: series.label,
    data: [...series.data],
    stack: series.stack,
    backgroundColor: fill,
    hoverBackgroundColor: fill, // else chart.js makes up a colour that is not in the palette
    borderRadius: 2,
    maxBarThickness: 56,
    categoryPercentage: 0.8,
    barPercentage: 0.9,
  }
}

export function toDatasets(
  series: readonly TimeSeries[],
  { display, palette, incompleteFrom }: DatasetOptions
): ChartDataset<'line' | 'bar', number[]>[] {
  return series.map((one) => {
    const hue = palette.series[one.slot % SERIES_COLORS] ?? palette.ink
    const color = one.period === 'previous' ? fade(hue, PREVIOUS_STRENGTH) : hue
    return display === 'line' ? lineDataset(one, color, incompleteFrom) : barDataset(one, color, incompleteFrom)
  })
}
