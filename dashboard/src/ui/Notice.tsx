import { CircleAlert, Info } from 'lucide-react'
import type { ReactElement, ReactNode } from 'react'

export interface NoticeProps {
  tone: 'danger' | 'info'
  children: ReactNode
}

const ICONS = { danger: CircleAlert, info: Info }
const COLORS = { danger: 'text-danger', info: 'text-info' }

/** One sentence that must be seen where it stands. */
export function Notice({ tone, children }: NoticeProps): ReactElement {
  const Icon = ICONS[tone]
  return (
    <div
      role={tone === 'danger' ? 'alert' : 'status'}
      className="flex items-start gap-2 rounded border px-3 py-2 text-13"
    >
      <Icon size={16} aria-hidden className={`mt-0.5 shrink-0 ${COLORS[tone]}`} />
      <span className="min-w-0">{children}</span>
    </div>
  )
}
