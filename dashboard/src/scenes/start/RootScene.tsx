import { useActions, useValues } from 'kea'
import { FolderPlus } from 'lucide-react'
import type { ReactElement } from 'react'

import { projectsLogic } from '../../logics/projectsLogic'
import { Button } from '../../ui/Button'
import { EmptyState } from '../../ui/EmptyState'

/** Seen only by a user without a project; everybody else is led on to one. */
export function RootScene(): ReactElement {
  const { areProjectsKnown } = useValues(projectsLogic)
  const { startProject } = useActions(projectsLogic)
  if (!areProjectsKnown)
    return (
      <p role="status" className="sr-only">
        Loading your projects
      </p>
    )

  return (
    <EmptyState
      icon={<FolderPlus size={24} aria-hidden />}
      title="No project yet"
      action={
        <Button tone="primary" onClick={startProject}>
          Create project
        </Button>
      }
    >
      A project holds the events of one website or app. Create one, or ask a colleague to let you into theirs.
    </EmptyState>
  )
}
