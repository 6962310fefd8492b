import type { ReactElement } from 'react'

export interface SkeletonProps {
  rows: number
  label: string
}

/** Rows of the height that the real ones will have, so nothing jumps when they come. */
export function Skeleton({ rows, label }: SkeletonProps): ReactElement {
  return (
    <div role="status" aria-label={label} className="divide-y">
      {Array.from({ length: rows }, (_, row) => (
        <div key={row} className="flex h-9 items-center gap-4 px-4">
          <span className="h-3 w-1/4 rounded bg-line opacity-60" />
          <span className="h-3 w-1/3 rounded bg-line opacity-60" />
        </div>
      ))}
    </div>
  )
}
