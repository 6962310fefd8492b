/** Which series of a chart is chosen, and what a screen reader says of it. Pure. */
import type { TooltipRow } from './timeSeries'

/** What the arrow keys chose, wherever the cursor is; else what the pointer means; else the largest. */
export function markedRow(
  rows: readonly TooltipRow[],
  chosen: string | null,
  cursor: { hovered: string | null } | null
): TooltipRow | undefined {
  return rows.find(({ key }) => key === chosen) ?? rows.find(({ key }) => key === cursor?.hovered) ?? rows[0]
}

/** The row above (-1) or below (1) of one; past the end it begins again. */
export function rowBeside(rows: readonly TooltipRow[], key: string | undefined, step: 1 | -1): TooltipRow | undefined {
  const place = rows.findIndex((row) => row.key === key) + step
  return rows.at(place % rows.length)
}

/** "Sun 22 Nov 2026: viewed 3, chosen; ordered 5, paid 1": the chosen one first, so that it is heard first. */
export function spokenValues(
  title: string,
  rows: readonly TooltipRow[],
  marked: TooltipRow | undefined,
  formatValue: (value: number) => string
): string {
  const say = ({ label, value }: TooltipRow): string => `${label} ${formatValue(value)}`
  const others = rows.filter((row) => row !== marked).map(say)
  const first = marked ? [`${say(marked)}${others.length > 0 ? ', chosen' : ''}`] : []
  return `${title}: ${[...first, ...(others.length > 0 ? [others.join(', ')] : [])].join('; ')}`
}
