import { useActions, useValues } from 'kea'
import { PanelLeftClose, PanelLeftOpen } from 'lucide-react'
import type { ReactElement } from 'react'

import { navigationLogic } from '../logics/navigationLogic'
import { projectsLogic } from '../logics/projectsLogic'
import { sceneLogic } from '../scenes/sceneLogic'
import { IconButton } from '../ui/IconButton'
import { Mark } from '../ui/Mark'
import { Wordmark } from '../ui/Wordmark'
import { AccountMenu } from './AccountMenu'
import { NavLink } from './NavLink'
import { PLACES } from './navigation'
import { ProjectMenu } from './ProjectMenu'

/** The navigation beside the content, from tablets up: 220 px, or only icons. */
export function SideNavigation(): ReactElement {
  const { width } = useValues(navigationLogic)
  const { toggleNavigation } = useActions(navigationLogic)
  const { projectId } = useValues(projectsLogic)
  const { sceneName } = useValues(sceneLogic)
  const isWide = width === 'wide'

  return (
    <header
      className={`sticky top-0 flex h-dvh shrink-0 flex-col gap-3 border-r bg-surface p-3 max-sm:hidden ${isWide ? 'w-[220px]' : 'w-14 items-center'}`}
    >
      <div className="flex h-8 items-center px-1">{isWide ? <Wordmark /> : <Mark />}</div>
      <ProjectMenu form={isWide ? 'wide' : 'icon'} />
      <nav aria-label="Main" className="flex flex-col gap-1">
        {projectId !== null &&
          PLACES.map((place) => (
            <NavLink
              key={place.scene}
              place={place}
              href={place.url(projectId)}
              isCurrent={place.scene === sceneName}
              form={isWide ? 'wide' : 'icon'}
            />
          ))}
      </nav>
      <div className={`mt-auto flex gap-1 ${isWide ? 'items-center' : 'flex-col-reverse'}`}>
        <div className="min-w-0 flex-1">
          <AccountMenu form={isWide ? 'wide' : 'icon'} />
        </div>
        <IconButton
          label={isWide ? 'Narrow the navigation' : 'Widen the navigation'}
          aria-expanded={isWide}
          onClick={toggleNavigation}
        >
          {isWide ? <PanelLeftClose size={16} aria-hidden /> : <PanelLeftOpen size={16} aria-hidden />}
        </IconButton>
      </div>
    </header>
  )
}
