import type { ReactElement, ReactNode } from 'react'

export interface EmptyStateProps {
  icon: ReactNode
  title: string
  /** What will appear here, and what makes it appear. */
  children: ReactNode
  action?: ReactNode
}

export function EmptyState({ icon, title, children, action }: EmptyStateProps): ReactElement {
  return (
    <div className="flex h-full flex-col items-center justify-center gap-3 px-4 py-12 text-center">
      <span className="text-ink-3">{icon}</span>
      <h2 className="text-16 font-semibold">{title}</h2>
      <p className="max-w-md text-14 text-ink-2">{children}</p>
      {action}
    </div>
  )
}
