import { useActions, useValues } from 'kea'
import type { ReactElement } from 'react'

import { projectsLogic } from '../../logics/projectsLogic'
import { Card } from '../../ui/Card'
import { CodeBlock } from '../../ui/CodeBlock'
import { Tabs } from '../../ui/Tabs'
import { homeLogic } from './homeLogic'
import { snippetsFor } from './snippets'

export interface SnippetsProps {
  title: string
}

export function Snippets({ title }: SnippetsProps): ReactElement {
  const { project, projectId } = useValues(projectsLogic)
  const logic = homeLogic({ projectId: projectId ?? 0 })
  const { snippetName } = useValues(logic)
  const { chooseSnippet } = useActions(logic)
  const snippets = snippetsFor(window.location.origin, project?.api_token ?? '')
  const shown = snippets.find((snippet) => snippet.name === snippetName)

  return (
    <Card title={title} padding="none">
      <Tabs
        label="Where events come from"
        tabs={snippets.map(({ name, label }) => ({ value: name, label }))}
        value={snippetName}
        onChange={chooseSnippet}
      >
        {shown && (
          <div className="flex flex-col gap-3 p-4">
            <p className="text-13 text-ink-2">{shown.hint}</p>
            <CodeBlock code={shown.code} copyLabel={`Copy the ${shown.label} snippet`} />
          </div>
        )}
      </Tabs>
    </Card>
  )
}
