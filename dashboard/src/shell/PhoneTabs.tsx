import { useValues } from 'kea'
import type { ReactElement } from 'react'

import { projectsLogic } from '../logics/projectsLogic'
import { sceneLogic } from '../scenes/sceneLogic'
import { NavLink } from './NavLink'
import { PLACES } from './navigation'

/** The navigation of a phone, under the thumb. */
export function PhoneTabs(): ReactElement | null {
  const { projectId } = useValues(projectsLogic)
  const { sceneName } = useValues(sceneLogic)
  if (projectId === null) return null

  return (
    <nav
      aria-label="Main"
      className="sticky bottom-0 z-30 flex gap-1 border-t bg-surface px-2 pb-[env(safe-area-inset-bottom)] sm:hidden"
    >
      {PLACES.map((place) => (
        <NavLink
          key={place.scene}
          place={place}
          href={place.url(projectId)}
          isCurrent={place.scene === sceneName}
          form="tab"
        />
      ))}
    </nav>
  )
}
