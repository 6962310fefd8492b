import type { ReactElement } from 'react'

export interface AgoProps {
  /** ISO 8601, for machines. */
  instant: string
  /** "3 min ago" */
  text: string
  /** "22 Nov 2026, 18:16:05 UTC" */
  exact: string
}

/** A short time that shows the exact one on hover. */
export function Ago({ instant, text, exact }: AgoProps): ReactElement {
  return (
    <time dateTime={instant} title={exact} className="tabular">
      {text}
    </time>
  )
}
