import type { ReactElement, ReactNode } from 'react'

import { Wordmark } from './Wordmark'

export interface AuthPageProps {
  title: string
  /** The way to the other of the two pages. */
  footer: ReactNode
  children: ReactNode
}

/** The frame of the pages before the door: log in, sign up. */
export function AuthPage({ title, footer, children }: AuthPageProps): ReactElement {
  return (
    <main
      id="content"
      tabIndex={-1}
      className="flex min-h-dvh flex-col items-center justify-center gap-6 px-4 py-8 outline-none"
    >
      <Wordmark />
      <div className="w-full max-w-sm rounded border bg-surface p-6">
        <h1 className="mb-4 text-20 font-semibold">{title}</h1>
        {children}
      </div>
      <p className="text-13 text-ink-2">{footer}</p>
    </main>
  )
}
