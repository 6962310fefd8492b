import type { ReactElement, ReactNode } from 'react'

export interface CardProps {
  title?: string
  actions?: ReactNode
  padding?: 'normal' | 'none'
  children: ReactNode
}

export function Card({ title, actions, padding = 'normal', children }: CardProps): ReactElement {
  return (
    <section aria-label={title} className="min-w-0 rounded border bg-surface">
      {title && (
        <div className="flex min-h-11 items-center justify-between gap-2 border-b px-4">
          <h2 className="text-14 font-semibold">{title}</h2>
          {actions}
        </div>
      )}
      <div className={padding === 'normal' ? 'p-4' : ''}>{children}</div>
    </section>
  )
}
