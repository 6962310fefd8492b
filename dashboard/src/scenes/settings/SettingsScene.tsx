import { useValues } from 'kea'
import type { ReactElement } from 'react'

import { projectsLogic } from '../../logics/projectsLogic'
import { LocationCredit } from '../../ui/LocationCredit'
import { Page } from '../../ui/Page'
import { ApiKeys } from './ApiKeys'
import { ProjectForm } from './ProjectForm'
import { ProjectToken } from './ProjectToken'

export function SettingsScene(): ReactElement | null {
  const { project } = useValues(projectsLogic)
  if (!project) return null

  return (
    <Page title="Settings" note={project.name}>
      <div className="grid max-w-3xl gap-4">
        <ProjectForm project={project} />
        <ProjectToken project={project} />
        <ApiKeys />
        <LocationCredit />
      </div>
    </Page>
  )
}
