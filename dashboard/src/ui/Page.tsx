import type { ReactElement, ReactNode } from 'react'

export interface PageProps {
  title: string
  note?: ReactNode
  actions?: ReactNode
  children: ReactNode
}

/** A screen: its title and primary action on top, then what it shows. */
export function Page({ title, note, actions, children }: PageProps): ReactElement {
  return (
    <div className="mx-auto flex w-full max-w-[1440px] flex-col gap-4 p-4 sm:p-6">
      <header className="flex min-h-10 flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <div className="min-w-0">
          <h1 className="text-20 font-semibold">{title}</h1>
          {note && <p className="text-13 text-ink-2">{note}</p>}
        </div>
        {actions && <div className="flex flex-wrap items-center gap-2">{actions}</div>}
      </header>
      {children}
    </div>
  )
}
