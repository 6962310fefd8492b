import type { ReactElement, ReactNode } from 'react'

export interface WaitingProps {
  children: ReactNode
}

/** Something is awaited: a breathing dot and a sentence, announced politely. */
export function Waiting({ children }: WaitingProps): ReactElement {
  return (
    <p role="status" className="flex items-center gap-3 text-14">
      <span aria-hidden className="relative flex size-2.5">
        <span className="absolute inline-flex size-full rounded-full bg-accent opacity-60 motion-safe:animate-ping" />
        <span className="relative inline-flex size-2.5 rounded-full bg-accent" />
      </span>
      {children}
    </p>
  )
}
