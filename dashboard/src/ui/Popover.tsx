import { useCallback, useRef, useState, type ReactElement, type ReactNode } from 'react'

import { fitIntoWindow } from './fitIntoWindow'
import { useDismiss } from './useDismiss'

export interface PopoverTrigger {
  'aria-haspopup': 'dialog' | 'menu' | 'listbox'
  'aria-expanded': boolean
  onClick: () => void
}

export interface PopoverProps {
  trigger: (props: PopoverTrigger) => ReactNode
  children: (close: () => void) => ReactNode
  kind?: PopoverTrigger['aria-haspopup']
  align?: 'start' | 'end'
  side?: 'below' | 'above'
  width?: 'menu' | 'picker' | 'panel'
  fill?: 'content' | 'row'
}

const WIDTHS = { menu: 'sm:w-56', picker: 'sm:w-80', panel: 'sm:w-96' }

/** Something raised beside its trigger; on a phone, a sheet from the bottom edge. */
export function Popover({
  trigger,
  children,
  kind = 'dialog',
  align = 'start',
  side = 'below',
  width = 'menu',
  fill = 'content',
}: PopoverProps): ReactElement {
  const [isOpen, setOpen] = useState(false)
  const root = useRef<HTMLDivElement>(null)
  const close = useCallback(() => setOpen(false), [])
  useDismiss(root, isOpen, close)
  const place = `${align === 'end' ? 'sm:right-0' : 'sm:left-0'} ${side === 'above' ? 'sm:bottom-full sm:mb-1' : 'sm:top-full sm:mt-1'}`

  return (
    <div ref={root} className={`relative min-w-0 ${fill === 'row' ? 'w-full' : 'inline-flex'}`}>
      {trigger({ 'aria-haspopup': kind, 'aria-expanded': isOpen, onClick: () => setOpen(!isOpen) })}
      {isOpen && (
        <>
          <div aria-hidden className="fixed inset-0 z-40 bg-scrim sm:hidden" />
          <div
            ref={fitIntoWindow}
            className={`fixed inset-x-0 bottom-0 z-50 max-h-[75dvh] overflow-auto rounded-t border bg-raised pb-[env(safe-area-inset-bottom)] shadow-raised sm:absolute sm:inset-x-auto sm:bottom-auto sm:max-h-96 sm:rounded sm:pb-0 ${WIDTHS[width]} ${place}`}
          >
            {children(close)}
          </div>
        </>
      )}
    </div>
  )
}
