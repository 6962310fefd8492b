import { useLayoutEffect, type RefObject } from 'react'

/** While open, Escape, a press outside and focus leaving all close. However it closes, focus inside goes back to the trigger. */
export function useDismiss(root: RefObject<HTMLElement | null>, isOpen: boolean, close: () => void): void {
  // A layout effect: focus is back on the trigger before a dialog that the choice opens remembers where it was.
  useLayoutEffect(() => {
    const frame = root.current
    if (!isOpen || !frame) return
    const trigger = frame.querySelector<HTMLElement>('[aria-haspopup]')
    const onOutside = (event: Event): void => {
      if (event.target instanceof Node && !frame.contains(event.target)) close()
    }
    const onKey = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape') return
      event.stopPropagation()
      trigger?.focus()
      close()
    }
    document.addEventListener('pointerdown', onOutside)
    document.addEventListener('focusin', onOutside)
    document.addEventListener('keydown', onKey, true)
    return () => {
      document.removeEventListener('pointerdown', onOutside)
      document.removeEventListener('focusin', onOutside)
      document.removeEventListener('keydown', onKey, true)
      const active = document.activeElement
      if (active === document.body || frame.contains(active)) trigger?.focus()
    }
  }, [root, isOpen, close])
}
