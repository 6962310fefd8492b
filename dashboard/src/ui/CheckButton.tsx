import type { ReactElement, ReactNode } from 'react'

export interface CheckButtonProps {
  checked: boolean
  onToggle: () => void
  isOffered?: boolean
  children: ReactNode
}

/** A checkbox as large as a button. */
export function CheckButton({ checked, onToggle, isOffered = true, children }: CheckButtonProps): ReactElement {
  return (
    <label className="control inline-flex cursor-pointer items-center gap-2 rounded border bg-surface px-3 text-14 hover:bg-soft has-checked:bg-soft has-disabled:cursor-not-allowed has-disabled:opacity-60">
      <input
        type="checkbox"
        checked={checked}
        disabled={!isOffered}
        onChange={onToggle}
        className="size-4 accent-accent"
      />
      {children}
    </label>
  )
}
