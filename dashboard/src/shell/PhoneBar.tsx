import type { ReactElement } from 'react'

import { Mark } from '../ui/Mark'
import { AccountMenu } from './AccountMenu'
import { ProjectMenu } from './ProjectMenu'

/** The top of a phone's screen: where you are, who you are. Both open a sheet from the bottom edge. */
export function PhoneBar(): ReactElement {
  return (
    <header className="sticky top-0 z-40 flex h-14 items-center gap-2 border-b bg-surface px-4 sm:hidden">
      <Mark />
      <div className="min-w-0 flex-1">
        <ProjectMenu form="wide" />
      </div>
      <AccountMenu form="icon" />
    </header>
  )
}
