import { useValues } from 'kea'
import type { ReactElement, ReactNode } from 'react'

import { projectsLogic } from '../logics/projectsLogic'
import { NewProjectDialog } from './NewProjectDialog'
import { PhoneBar } from './PhoneBar'
import { PhoneTabs } from './PhoneTabs'
import { SideNavigation } from './SideNavigation'

export interface ShellProps {
  children: ReactNode
}

/** What surrounds every screen of somebody who is logged in. */
export function Shell({ children }: ShellProps): ReactElement {
  const { isStartingProject } = useValues(projectsLogic)
  return (
    <div className="flex min-h-dvh flex-col sm:flex-row">
      <a
        href="#content"
        className="fixed top-2 left-2 z-50 -translate-y-16 rounded bg-accent px-3 py-2 text-on-accent focus:translate-y-0"
      >
        Skip to the content
      </a>
      <SideNavigation />
      <PhoneBar />
      <main id="content" tabIndex={-1} className="min-w-0 flex-1 outline-none">
        {children}
      </main>
      <PhoneTabs />
      {isStartingProject && <NewProjectDialog />}
    </div>
  )
}
