import { useEffect, useRef, type KeyboardEvent, type ReactElement, type ReactNode } from 'react'

export interface MenuProps {
  label: string
  children: ReactNode
}

/** The inside of a menu: arrow keys, Home and End move between its items. */
export function Menu({ label, children }: MenuProps): ReactElement {
  const root = useRef<HTMLDivElement>(null)
  const items = (): HTMLElement[] => [...(root.current?.querySelectorAll<HTMLElement>('[role^="menuitem"]') ?? [])]

  useEffect(() => {
    items()[0]?.focus()
  }, [])

  const onKeyDown = (event: KeyboardEvent): void => {
    const all = items()
    const here = all.indexOf(document.activeElement as HTMLElement)
    const moves: Record<string, number> = { ArrowDown: here + 1, ArrowUp: here - 1, Home: 0, End: all.length - 1 }
    const to = moves[event.key]
    if (to === undefined) return
    event.preventDefault()
    all[(to + all.length) % all.length]?.focus()
  }

  return (
    <div ref={root} role="menu" tabIndex={-1} aria-label={label} onKeyDown={onKeyDown} className="p-1">
      {children}
    </div>
  )
}
