import { ChevronDown } from 'lucide-react'
import { useState, type ReactElement, type ReactNode } from 'react'

export interface DisclosureProps {
  /** What is inside, in a few words: shown while it is closed on a phone. */
  summary: string
  children: ReactNode
}

/** Open on a wide screen; on a phone, folded behind one line until it is asked for. */
export function Disclosure({ summary, children }: DisclosureProps): ReactElement {
  const [isOpen, setOpen] = useState(false)
  return (
    <div className="rounded border bg-surface">
      <button
        type="button"
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
        className="flex h-11 w-full items-center gap-2 px-4 text-left text-14 font-semibold sm:hidden"
      >
        <span className="min-w-0 flex-1 truncate">{summary}</span>
        <ChevronDown size={16} aria-hidden className={`shrink-0 text-ink-3 ${isOpen ? 'rotate-180' : ''}`} />
      </button>
      <div className={`p-4 ${isOpen ? 'max-sm:border-t' : 'max-sm:hidden'}`}>{children}</div>
    </div>
  )
}
