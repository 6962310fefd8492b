/** Which series of a chart the pointer means. */
import type { Chart } from 'chart.js'

export type TimeCanvas = Chart<'line' | 'bar', number[]>

/** The bar under the pointer; of lines, the one whose point at the bucket is nearest to the pointer's height. */
export function seriesAt(chart: TimeCanvas, index: number, y: number): number {
  const distances = chart.data.datasets.map((dataset, at) => {
    const element = chart.getDatasetMeta(at).data[index]
    if (!element) return Infinity
    if (dataset.type !== 'bar') return Math.abs(element.y - y)
    const { y: tip, base } = element.getProps(['y', 'base'], true) as { y: number; base: number }
    const [top, bottom] = [Math.min(tip, base), Math.max(tip, base)]
    if (top === bottom) return Infinity
    return y < top ? top - y : Math.max(0, y - bottom)
  })
  return distances.indexOf(Math.min(...distances))
}
