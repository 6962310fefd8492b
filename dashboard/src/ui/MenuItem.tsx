import { Check } from 'lucide-react'
import type { ReactElement, ReactNode } from 'react'

export interface MenuItemProps {
  icon?: ReactNode
  /** Set for a choice out of several; undefined for a plain command. */
  checked?: boolean
  onSelect: () => void
  children: ReactNode
}

export function MenuItem({ icon, checked, onSelect, children }: MenuItemProps): ReactElement {
  const isChoice = checked !== undefined
  return (
    <button
      type="button"
      role={isChoice ? 'menuitemradio' : 'menuitem'}
      {...(isChoice ? { 'aria-checked': checked } : {})}
      onClick={onSelect}
      className="control flex w-full items-center gap-2 rounded px-2 text-left text-14 hover:bg-soft focus-visible:-outline-offset-2"
    >
      <span className="flex size-4 shrink-0 items-center text-ink-3">{icon}</span>
      <span className="min-w-0 flex-1 truncate">{children}</span>
      {checked && <Check size={16} aria-hidden className="text-accent" />}
    </button>
  )
}
