/** A chart.js plugin that writes each line's name at its right end: no legend to look up for a few series. */
import type { Chart, Plugin } from 'chart.js'

import type { Palette } from './palette'

export const MOST_DIRECT_LABELS = 3

const GAP = 16
const CHARACTERS = 22

export const shorten = (label: string): string =>
  label.length > CHARACTERS ? `${label.slice(0, CHARACTERS - 1)}…` : label

/** Moves labels apart, top to bottom, so that none covers another. */
export function spread(heights: readonly number[], gap: number): number[] {
  const order = heights.map((height, index) => ({ height, index })).sort((one, other) => one.height - other.height)
  const placed: number[] = []
  let last = -Infinity
  for (const { height, index } of order) {
    last = Math.max(height, last + gap)
    placed[index] = last
  }
  return placed
}

/** How wide a strip on the right the labels need. */
export function labelStrip(labels: readonly string[], palette: Palette): number {
  const pen = document.createElement('canvas').getContext('2d')
  if (!pen || labels.length === 0) return 8
  pen.font = `12px ${palette.font}`
  return Math.max(...labels.map((label) => pen.measureText(shorten(label)).width)) + 14
}

/** `labelled` are the places of the series that get a name. */
export function directLabels(palette: Palette, labelled: readonly number[]): Plugin<'line' | 'bar'> {
  return {
    id: 'directLabels',
    afterDatasetsDraw(chart: Chart) {
      const ends = labelled.flatMap((index) => {
        const dataset = chart.data.datasets[index]
        const end = chart.getDatasetMeta(index).data.at(-1)
        return dataset && end ? [{ end, label: shorten(dataset.label ?? ''), color: String(dataset.borderColor) }] : []
      })
      const heights = spread(
        ends.map(({ end }) => end.y),
        GAP
      )
      const pen = chart.ctx
      pen.save()
      pen.font = `12px ${palette.font}`
      pen.textBaseline = 'middle'
      ends.forEach(({ end, label, color }, index) => {
        pen.fillStyle = color
        pen.fillText(label, end.x + 8, heights[index] ?? end.y)
      })
      pen.restore()
    },
  }
}
