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
import { useEffect, useRef, useState, type KeyboardEvent, type ReactElement, type ReactNode } from 'react'

import { chartOptions } from './chartOptions'
import { ChartTooltip } from './ChartTooltip'
import { toDatasets } from './datasets'
import { directLabels, labelStrip, MOST_DIRECT_LABELS } from './directLabels'
import { readPalette } from './palette'
import { tooltipRows, type Display, type TimeSeries, type TooltipRow } from './timeSeries'

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

export interface TimeChartProps {
  /** What the chart shows, in one sentence, for those who do not see it. */
  summary: string
  display: Display
  series: readonly TimeSeries[]
  /** Short and whole names of the buckets. */
  ticks: readonly string[]
  titles: readonly string[]
  incompleteFrom: number
  formatAxis: (value: number) => string
  formatValue: (value: number) => string
  swatch: (row: TooltipRow) => ReactNode
  /** Changes when the colours do, so that the canvas is drawn again. */
  theme: string
}

/** The series whose point at a bucket is nearest to the pointer's height. */
function nearestSeries(chart: Chart<'line' | 'bar', number[]>, index: number, y: number): number {
  const distances = chart.data.datasets.map((_, dataset) =>
    Math.abs((chart.getDatasetMeta(dataset).data[index]?.y ?? Infinity) - y)
  )
  return distances.indexOf(Math.min(...distances))
}

interface Cursor {
  index: number
  x: number
  width: number
  hovered: string | null
}

/** Lines or bars over time. The arrow keys move the same cursor as the pointer. */
export function TimeChart(props: TimeChartProps): ReactElement {
  const { summary, display, series, ticks, titles, incompleteFrom, formatAxis, formatValue, swatch, theme } = props
  const frame = useRef<HTMLDivElement>(null)
  const canvas = useRef<HTMLCanvasElement>(null)
  const chart = useRef<Chart<'line' | 'bar', number[]> | null>(null)
  const [cursor, setCursor] = useState<Cursor | null>(null)

  useEffect(() => {
    if (!canvas.current || !frame.current) return
    const palette = readPalette(frame.current)
    const current = series.filter((one) => one.period === 'current')
    const hasLabels =
      display === 'line' && current.length <= MOST_DIRECT_LABELS && frame.current.clientWidth >= ROOM_FOR_LABELS
    const labelled = hasLabels ? current : []
    const labelWidth = labelStrip(
      labelled.map((one) => one.label),
      palette
    )
    let pointer = { x: 0, y: 0 }
    const drawn = new Chart<'line' | 'bar', number[]>(canvas.current, {
      type: display,
      data: { labels: [...ticks], datasets: toDatasets(series, { display, palette, incompleteFrom }) },
      options: chartOptions({
        palette,
        display,
        ticks,
        formatAxis,
        labelWidth,
        onPointer: (x, y) => (pointer = { x, y }),
        onTooltip: (tooltip) => {
          const point = tooltip.dataPoints?.[0]
          const hovered = point ? nearestSeries(drawn, point.dataIndex, pointer.y) : null
          setCursor(
            point && tooltip.opacity > 0
              ? {
                  index: point.dataIndex,
                  x: tooltip.caretX,
                  width: drawn.width,
                  hovered: series[hovered ?? -1]?.key ?? null,
                }
              : null
          )
        },
      }),
      plugins: hasLabels
        ? [
            directLabels(
              palette,
              labelled.map((one) => series.indexOf(one))
            ),
          ]
        : [],
    })
    chart.current = drawn
    return () => drawn.destroy()
  }, [display, series, ticks, incompleteFrom, formatAxis, theme])

  const last = titles.length - 1
  const moveTo = (index: number): void => {
    const found = chart.current
    const point = found?.getDatasetMeta(0).data[index]
    if (!found || !point) return
    const active = series.map((_, datasetIndex) => ({ datasetIndex, index }))
    found.setActiveElements(active)
    found.tooltip?.setActiveElements(active, { x: point.x, y: point.y })
    found.update('none')
  }
  const leave = (): void => {
    chart.current?.setActiveElements([])
    chart.current?.tooltip?.setActiveElements([], { x: 0, y: 0 })
    chart.current?.update('none')
    setCursor(null)
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    const here = cursor?.index ?? last + 1
    const moves: Record<string, number> = { ArrowLeft: here - 1, ArrowRight: here + 1, Home: 0, End: last }
    const to = moves[event.key]
    if (event.key === 'Escape') leave()
    if (to === undefined) return
    event.preventDefault()
    moveTo(Math.min(last, Math.max(0, to)))
  }

  const rows = cursor ? tooltipRows(series, cursor.index) : []
  const spoken = cursor
    ? `${titles[cursor.index]}: ${rows.map((row) => `${row.label} ${formatValue(row.value)}`).join(', ')}`
    : 'Press the arrow keys to read the values'

  return (
    <div ref={frame} className="relative h-full w-full">
      <p className="sr-only">{summary}</p>
      <div
        role="slider"
        tabIndex={0}
        aria-label="Chart cursor"
        aria-valuemin={0}
        aria-valuemax={Math.max(0, last)}
        aria-valuenow={cursor?.index ?? last}
        aria-valuetext={spoken}
        onKeyDown={onKeyDown}
        onBlur={leave}
        className="h-full w-full rounded"
      >
        <canvas ref={canvas} aria-hidden="true" />
      </div>
      {cursor && titles[cursor.index] && (
        <ChartTooltip
          title={titles[cursor.index] ?? ''}
          note={cursor.index >= incompleteFrom ? 'not over yet' : null}
          rows={rows}
          hovered={cursor.hovered}
          x={cursor.x}
          width={cursor.width}
          formatValue={formatValue}
          swatch={swatch}
        />
      )}
    </div>
  )
}
