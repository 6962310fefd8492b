import type { ReactElement } from 'react'

const BARS = [
  { x: 2, top: 16, bottom: 28 },
  { x: 7.9, top: 9, bottom: 28 },
  { x: 13.8, top: 4, bottom: 28 },
  { x: 19.7, top: 11, bottom: 28 },
  { x: 25.6, top: 18, bottom: 28 },
]

/** The hedge: five rounded bars, a small bar chart. */
export function Mark(): ReactElement {
  return (
    <svg viewBox="0 0 32 32" className="size-6 shrink-0 fill-accent" aria-hidden="true">
      {BARS.map((bar) => (
        <rect key={bar.x} x={bar.x} y={bar.top} width={4.4} height={bar.bottom - bar.top} rx={2.2} />
      ))}
    </svg>
  )
}
