/** How every chart over time behaves: zero at the bottom, light horizontal lines, at most six ticks, our own tooltip. */
import type { ChartOptions, TooltipModel } from 'chart.js'

import type { Palette } from './palette'
import type { Display } from './timeSeries'

const MOST_TICKS = 6

export interface OptionsInput {
  palette: Palette
  display: Display
  ticks: readonly string[]
  formatAxis: (value: number) => string
  labelWidth: number
  onPointer: (x: number, y: number) => void
  onTooltip: (tooltip: TooltipModel<'line' | 'bar'>) => void
}

export function chartOptions({
  palette,
  display,
  ticks,
  formatAxis,
  labelWidth,
  onPointer,
  onTooltip,
}: OptionsInput): ChartOptions<'line' | 'bar'> {
  const font = { family: palette.font, size: 12 }
  return {
    responsive: true,
    maintainAspectRatio: false,
    animation: false,
    layout: { padding: { top: 8, right: labelWidth } },
    interaction: { mode: 'index', intersect: false },
    onHover: (event) => onPointer(event.x ?? 0, event.y ?? 0),
    plugins: {
      legend: { display: false },
      tooltip: { enabled: false, external: ({ tooltip }) => onTooltip(tooltip) },
    },
    scales: {
      x: {
        stacked: display === 'bar',
        grid: { display: false },
        border: { color: palette.line },
        ticks: {
          color: palette.caption,
          font,
          autoSkip: true,
          maxTicksLimit: MOST_TICKS,
          maxRotation: 0,
          callback: (_, index) => ticks[index] ?? '',
        },
      },
      y: {
        stacked: display === 'bar',
        beginAtZero: true,
        suggestedMax: 1,
        grid: { color: palette.line, lineWidth: 1 },
        border: { display: false },
        ticks: {
          color: palette.caption,
          font,
          maxTicksLimit: MOST_TICKS,
          padding: 8,
          callback: (value) => formatAxis(Number(value)),
        },
      },
    },
  }
}
