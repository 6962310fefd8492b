import { A } from 'kea-router'
import type { ReactElement } from 'react'

import type { Place } from './navigation'

export interface NavLinkProps {
  place: Place
  href: string
  isCurrent: boolean
  form: 'wide' | 'icon' | 'tab'
}

const FORMS = {
  wide: 'h-8 gap-3 px-3 text-14',
  icon: 'size-8 justify-center',
  tab: 'h-14 flex-1 flex-col justify-center gap-1 text-12',
}

export function NavLink({ place, href, isCurrent, form }: NavLinkProps): ReactElement {
  const Icon = place.icon
  return (
    <A
      href={href}
      aria-current={isCurrent ? 'page' : undefined}
      title={form === 'icon' ? place.label : undefined}
      className={`flex items-center rounded text-ink-2 transition-colors hover:bg-soft hover:text-ink aria-[current]:bg-soft aria-[current]:font-semibold aria-[current]:text-accent ${FORMS[form]}`}
    >
      <Icon size={form === 'tab' ? 20 : 16} aria-hidden className="shrink-0" />
      <span className={form === 'icon' ? 'sr-only' : ''}>{place.label}</span>
    </A>
  )
}
