import { X } from 'lucide-react'
import { useLayoutEffect, useRef, type ReactElement, type ReactNode } from 'react'

import { IconButton } from './IconButton'

export interface DialogProps {
  title: string
  onClose: () => void
  children: ReactNode
  /** A side dialog stands along the right edge, so that what it is about stays in sight. */
  width?: 'form' | 'wide' | 'side'
}

const WIDTHS = {
  form: 'm-auto max-h-[90dvh] sm:max-w-md',
  wide: 'm-auto max-h-[90dvh] sm:max-w-3xl',
  side: 'mt-auto mr-0 ml-auto max-h-[90dvh] sm:my-0 sm:h-dvh sm:max-h-dvh sm:max-w-md sm:rounded-none',
}

/** The browser's modal dialog: it traps the focus, closes on Escape and gives the focus back. */
export function Dialog({ title, onClose, children, width = 'form' }: DialogProps): ReactElement {
  const dialog = useRef<HTMLDialogElement>(null)
  // A layout effect: its end runs while the dialog is still in the page, so that closing gives the focus back.
  useLayoutEffect(() => {
    const shown = dialog.current
    shown?.showModal()
    shown?.querySelector<HTMLElement>('input, select')?.focus() // what it is about, not its close button
    return () => shown?.close()
  }, [])

  return (
    <dialog
      ref={dialog}
      aria-label={title}
      onClose={onClose}
      className={`w-full rounded border bg-raised shadow-raised backdrop:bg-scrim max-sm:mb-0 max-sm:max-w-full max-sm:rounded-b-none ${WIDTHS[width]}`}
    >
      <div className="flex items-center justify-between gap-2 border-b py-2 pr-2 pl-4">
        <h2 className="text-16 font-semibold">{title}</h2>
        <IconButton label="Close" onClick={onClose}>
          <X size={16} aria-hidden />
        </IconButton>
      </div>
      <div className="p-4">{children}</div>
    </dialog>
  )
}
