import type { ReactElement, ReactNode } from 'react'

export interface NumberButtonProps {
  /** The number with what it counts, for those who do not see its row and column. */
  label: string
  /** A zero has nothing behind it: it is only text. */
  isOffered: boolean
  onClick: () => void
  children: ReactNode
}

/** A number in a table that opens what it is made of. It takes the whole cell, so it is easy to hit. */
export function NumberButton({ label, isOffered, onClick, children }: NumberButtonProps): ReactElement {
  if (!isOffered) return <span className="text-ink-3">{children}</span>
  return (
    <button
      type="button"
      aria-label={label}
      onClick={onClick}
      className="-mx-2 min-h-9 min-w-9 rounded px-2 text-right tabular decoration-accent underline-offset-4 hover:text-accent hover:underline focus-visible:-outline-offset-2 max-sm:min-h-10"
    >
      {children}
    </button>
  )
}
