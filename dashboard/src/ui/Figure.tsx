import type { ReactElement, ReactNode } from 'react'

export interface FigureProps {
  label: string
  value: ReactNode
  note?: ReactNode
}

/** The one number of a card. */
export function Figure({ label, value, note }: FigureProps): ReactElement {
  return (
    <div className="min-w-0 rounded border bg-surface px-4 py-3">
      <p className="text-12 text-ink-3">{label}</p>
      <p className="truncate text-28 font-semibold tabular">{value}</p>
      <p className="min-h-4 truncate text-12 text-ink-3">{note}</p>
    </div>
  )
}
