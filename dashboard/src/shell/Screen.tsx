import { useValues } from 'kea'
import { Suspense, type ReactElement } from 'react'

import { projectsLogic } from '../logics/projectsLogic'
import { SCENES } from '../scenes/registry'
import { sceneLogic } from '../scenes/sceneLogic'
import { Skeleton } from '../ui/Skeleton'
import { NotFound } from './NotFound'

/** The screen of the current address. */
export function Screen(): ReactElement {
  const { sceneName } = useValues(sceneLogic)
  const { projectId, project, areProjectsKnown } = useValues(projectsLogic)
  if (sceneName === null) return <NotFound reason="no such page" />
  if (projectId !== null && !areProjectsKnown) return <Skeleton rows={8} label="Loading your projects" />
  if (projectId !== null && !project) return <NotFound reason="no such project" />
  const Scene = SCENES[sceneName].component

  return (
    <Suspense fallback={<Skeleton rows={8} label="Loading the screen" />}>
      <Scene key={projectId} />
    </Suspense>
  )
}
