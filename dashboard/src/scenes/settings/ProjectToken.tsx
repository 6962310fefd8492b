import type { ReactElement } from 'react'

import type { Project } from '../../api/projects'
import { Card } from '../../ui/Card'
import { CodeBlock } from '../../ui/CodeBlock'

export interface ProjectTokenProps {
  project: Project
}

export function ProjectToken({ project }: ProjectTokenProps): ReactElement {
  return (
    <Card title="Project token">
      <p className="mb-3 text-13 text-ink-2">
        SDKs send events with it. It only writes, so it may stand in public code.
      </p>
      <CodeBlock code={project.api_token} copyLabel="Copy the project token" />
    </Card>
  )
}
