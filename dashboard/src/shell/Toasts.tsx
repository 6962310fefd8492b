import { useActions, useValues } from 'kea'
import { CircleAlert, CircleCheck, X } from 'lucide-react'
import type { ReactElement } from 'react'

import { toastLogic } from '../logics/toastLogic'
import { IconButton } from '../ui/IconButton'

export function Toasts(): ReactElement {
  const { toasts } = useValues(toastLogic)
  const { dismissToast } = useActions(toastLogic)

  return (
    <div
      role="status"
      aria-live="polite"
      className="pointer-events-none fixed inset-x-4 bottom-20 z-50 flex flex-col items-end gap-2 sm:bottom-4"
    >
      {toasts.map(({ id, tone, text }) => (
        <div
          key={id}
          className="pointer-events-auto flex max-w-md items-center gap-3 rounded border bg-raised py-1 pr-1 pl-4 text-14 shadow-raised"
        >
          {tone === 'done' ? (
            <CircleCheck size={16} aria-hidden className="shrink-0 text-accent" />
          ) : (
            <CircleAlert size={16} aria-hidden className="shrink-0 text-danger" />
          )}
          <span className="min-w-0">{text}</span>
          <IconButton label="Dismiss" onClick={() => dismissToast(id)}>
            <X size={16} aria-hidden />
          </IconButton>
        </div>
      ))}
    </div>
  )
}
