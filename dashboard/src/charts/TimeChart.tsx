import {
  useEffect,
  useRef,
  useState,
  type KeyboardEvent,
  type MouseEvent,
  type PointerEvent,
  type ReactElement,
  type ReactNode,
} from 'react'

import { ChartTooltip } from './ChartTooltip'
import { drawTimeChart, type Cursor, type TimeDrawing } from './drawTimeChart'
import { seriesAt, type TimeCanvas } from './pointing'
import { markedRow, rowBeside, spokenValues } from './speaking'
import { tooltipRows, type TooltipRow } from './timeSeries'

export interface TimeChartProps extends TimeDrawing {
  /** What the chart shows, in one sentence, for those who do not see it. */
  summary: string
  /** Whole names of the buckets. */
  titles: readonly string[]
  formatValue: (value: number) => string
  swatch: (row: TooltipRow) => ReactNode
  /** Changes when the colours do, so that the canvas is drawn again. */
  theme: string
  /** A click on a point, or Enter at the cursor. */
  onPick: (key: string, index: number) => void
}

/** Lines or bars over time. The arrow keys move the same cursor as the pointer; Enter opens what it is on. */
export function TimeChart(props: TimeChartProps): ReactElement {
  const { display, series, ticks, incompleteFrom, formatAxis, theme } = props
  const { summary, titles, formatValue, swatch, onPick } = props
  const frame = useRef<HTMLDivElement>(null)
  const canvas = useRef<HTMLCanvasElement>(null)
  const chart = useRef<TimeCanvas | null>(null)
  /** The bucket whose values were shown before a finger came down: its first touch only shows them. */
  const touched = useRef<number | null>(null)
  const [cursor, setCursor] = useState<Cursor | null>(null)
  /** The series that the arrow keys chose: it stays chosen while they move the point. */
  const [chosen, setChosen] = useState<string | null>(null)

  useEffect(() => {
    if (!canvas.current || !frame.current) return
    const drawing = { display, series, ticks, incompleteFrom, formatAxis }
    const drawn = drawTimeChart(canvas.current, frame.current, drawing, setCursor)
    chart.current = drawn
    return () => drawn.destroy()
  }, [display, series, ticks, incompleteFrom, formatAxis, theme])

  const last = titles.length - 1
  const rows = cursor ? tooltipRows(series, cursor.index) : []
  const marked = markedRow(rows, chosen, cursor)
  const title = cursor ? titles[cursor.index] : undefined
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
    setChosen(null)
  }
  const pickRow = (step: 1 | -1): void => {
    if (cursor) setChosen(rowBeside(rows, marked?.key, step)?.key ?? null)
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    const here = cursor?.index ?? last + 1
    const keys: Record<string, () => void> = {
      ArrowLeft: () => moveTo(Math.max(0, here - 1)),
      ArrowRight: () => moveTo(Math.min(last, here + 1)),
      Home: () => moveTo(0),
      End: () => moveTo(last),
      ArrowDown: () => pickRow(1),
      ArrowUp: () => pickRow(-1),
      Enter: () => cursor && marked && onPick(marked.key, cursor.index),
    }
    if (event.key === 'Escape') leave()
    const run = keys[event.key]
    if (!run) return
    event.preventDefault()
    run()
  }
  const onPointerDown = (event: PointerEvent): void => {
    touched.current = event.pointerType === 'touch' ? (cursor?.index ?? -1) : null
  }
  const onClick = (event: MouseEvent): void => {
    if (!cursor || !chart.current) return
    if (touched.current !== null && touched.current !== cursor.index) return
    const meant = series[seriesAt(chart.current, cursor.index, event.nativeEvent.offsetY)]
    if (meant) onPick(meant.key, cursor.index)
  }

  const spoken = title ? spokenValues(title, rows, marked, formatValue) : 'Press the arrow keys to read the values'

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
        <canvas
          ref={canvas}
          aria-hidden="true"
          onPointerDown={onPointerDown}
          onPointerMove={() => setChosen(null)}
          onClick={onClick}
          className={cursor ? 'cursor-pointer' : ''}
        />
      </div>
      {cursor && title && (
        <ChartTooltip
          title={title}
          note={cursor.index >= incompleteFrom ? 'not over yet' : null}
          rows={rows}
          marked={marked}
          x={cursor.x}
          width={cursor.width}
          formatValue={formatValue}
          swatch={swatch}
        />
      )}
    </div>
  )
}
