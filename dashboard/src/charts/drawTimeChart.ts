/** Draws lines or bars over time on a canvas, and says where the pointer is. */
import {
  BarController,
  BarElement,
  CategoryScale,
  Chart,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
  Tooltip,
} from 'chart.js'

import { chartOptions } from './chartOptions'
import { toDatasets } from './datasets'
import { directLabels, labelStrip, MOST_DIRECT_LABELS } from './directLabels'
import { readPalette } from './palette'
import { seriesAt, type TimeCanvas } from './pointing'
import type { Display, TimeSeries } from './timeSeries'

Chart.register(
  BarController,
  BarElement,
  CategoryScale,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
  Tooltip
)

/** Narrower than this there is no room for names beside the lines. */
const ROOM_FOR_LABELS = 560

/** A bucket of the chart, and the series that is meant there. */
export interface Cursor {
  index: number
  x: number
  width: number
  hovered: string | null
}

export interface TimeDrawing {
  display: Display
  series: readonly TimeSeries[]
  ticks: readonly string[]
  incompleteFrom: number
  formatAxis: (value: number) => string
}

export function drawTimeChart(
  canvas: HTMLCanvasElement,
  frame: HTMLElement,
  { display, series, ticks, incompleteFrom, formatAxis }: TimeDrawing,
  onCursor: (cursor: Cursor | null) => void
): TimeCanvas {
  const palette = readPalette(frame)
  const current = series.filter((one) => one.period === 'current')
  const hasLabels = display === 'line' && current.length <= MOST_DIRECT_LABELS && frame.clientWidth >= ROOM_FOR_LABELS
  const labelled = hasLabels ? current : []
  const names = labelled.map((one) => one.label)
  const places = labelled.map((one) => series.indexOf(one))
  let pointer = { x: 0, y: 0 }
  const drawn: TimeCanvas = new Chart<'line' | 'bar', number[]>(canvas, {
    type: display,
    data: { labels: [...ticks], datasets: toDatasets(series, { display, palette, incompleteFrom }) },
    options: chartOptions({
      palette,
      display,
      ticks,
      formatAxis,
      labelWidth: labelStrip(names, palette),
      onPointer: (x, y) => (pointer = { x, y }),
      onTooltip: (tooltip) => {
        const index = tooltip.dataPoints?.[0]?.dataIndex
        if (index === undefined || tooltip.opacity === 0) return onCursor(null)
        const hovered = series[seriesAt(drawn, index, pointer.y)]?.key ?? null
        onCursor({ index, x: tooltip.caretX, width: drawn.width, hovered })
      },
    }),
    plugins: hasLabels ? [directLabels(palette, places)] : [],
  })
  return drawn
}
