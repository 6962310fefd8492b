import type { ReactElement, ReactNode } from 'react'

export interface LinkButtonProps {
  href: string
  onOpen: (href: string) => void
  tone?: 'primary' | 'neutral'
  children: ReactNode
}

const TONES = {
  primary: 'bg-accent text-on-accent border-transparent font-semibold hover:opacity-90',
  neutral: 'bg-surface border-line hover:bg-soft',
}

/** A link that looks like a button. Opens in this page, in a new tab when the browser is asked for one. */
export function LinkButton({ href, onOpen, tone = 'neutral', children }: LinkButtonProps): ReactElement {
  return (
    <a
      href={href}
      onClick={(event) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey) return
        event.preventDefault()
        onOpen(href)
      }}
      className={`control inline-flex items-center justify-center gap-2 rounded border px-3 text-14 ${TONES[tone]}`}
    >
      {children}
    </a>
  )
}
