import type { ReactElement, ReactNode } from 'react'

/** How strong the strongest shade is: on it the text still passes WCAG AA, see theme.test.ts. */
export const MOST_SHADE = 50

export interface ShadedCellProps {
  /** Between 0 and 1: the shade of the cell. */
  share: number
  /** The number with its row and column. */
  label: string
  /** A dashed edge says that the number still changes. */
  edge: 'none' | 'dashed'
  isOffered: boolean
  onPick: () => void
  children: ReactNode
}

/** A cell of a matrix: its number says what its shade shows at a glance. */
export function ShadedCell({ share, label, edge, isOffered, onPick, children }: ShadedCellProps): ReactElement {
  const strength = Math.round(Math.min(1, Math.max(0, share)) * MOST_SHADE)
  return (
    <td className="p-0 text-center">
      <button
        type="button"
        aria-label={label}
        title={label}
        disabled={!isOffered}
        onClick={onPick}
        style={
          { '--shade': `color-mix(in srgb, var(--color-accent) ${strength}%, transparent)` } as Record<string, string>
        }
        className={`h-9 w-full min-w-14 rounded bg-(--shade) px-2 tabular focus-visible:-outline-offset-2 enabled:hover:underline max-sm:h-10 ${edge === 'dashed' ? 'border border-dashed border-ink-3' : ''}`}
      >
        {children}
      </button>
    </td>
  )
}
