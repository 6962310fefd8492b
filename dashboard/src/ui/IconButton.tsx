import type { ComponentProps, ReactElement } from 'react'

export interface IconButtonProps extends Omit<ComponentProps<'button'>, 'className' | 'aria-label' | 'title'> {
  /** Said to screen readers and shown on hover. */
  label: string
  tone?: 'quiet' | 'bordered'
}

/** A button that is only an icon: square, with its name on hover. */
export function IconButton({
  label,
  tone = 'quiet',
  type = 'button',
  children,
  ...rest
}: IconButtonProps): ReactElement {
  return (
    <button
      {...rest}
      type={type}
      aria-label={label}
      title={label}
      className={`control inline-flex aspect-square shrink-0 items-center justify-center rounded text-ink-2 transition-colors hover:bg-soft hover:text-ink disabled:opacity-40 disabled:hover:bg-transparent ${tone === 'bordered' ? 'border bg-surface' : ''}`}
    >
      {children}
    </button>
  )
}
