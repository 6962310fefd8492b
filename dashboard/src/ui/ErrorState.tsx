import { CircleAlert } from 'lucide-react'
import type { ReactElement, ReactNode } from 'react'

export interface ErrorStateProps {
  title: string
  /** Why it happened and what to do next. */
  children: ReactNode
  action?: ReactNode
}

export function ErrorState({ title, children, action }: ErrorStateProps): ReactElement {
  return (
    <div role="alert" className="flex h-full flex-col items-center justify-center gap-3 px-4 py-12 text-center">
      <CircleAlert size={24} aria-hidden className="text-danger" />
      <h2 className="text-16 font-semibold">{title}</h2>
      <p className="max-w-md text-14 text-ink-2">{children}</p>
      {action}
    </div>
  )
}
