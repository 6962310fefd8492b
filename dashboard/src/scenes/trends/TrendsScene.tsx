import { useMountedLogic, useValues } from 'kea'
import type { ReactElement } from 'react'

import { TrendsChart } from '../../insights/trends/TrendsChart'
import { TrendsEditor } from '../../insights/trends/TrendsEditor'
import { TrendsFooter } from '../../insights/trends/TrendsFooter'
import { TrendsTable } from '../../insights/trends/TrendsTable'
import { TrendsToolbar } from '../../insights/trends/TrendsToolbar'
import { projectsLogic } from '../../logics/projectsLogic'
import { Card } from '../../ui/Card'
import { Page } from '../../ui/Page'
import { CopyLink } from './CopyLink'
import { trendsSceneLogic } from './trendsSceneLogic'

export function TrendsScene(): ReactElement {
  const { projectId } = useValues(projectsLogic)
  const props = { projectId: projectId ?? 0 }
  useMountedLogic(trendsSceneLogic(props))

  return (
    <Page title="Trends" actions={<CopyLink />}>
      <TrendsEditor {...props} />
      <TrendsToolbar {...props} />
      <Card padding="none">
        <TrendsChart {...props} />
        <TrendsFooter {...props} />
        <TrendsTable {...props} />
      </Card>
    </Page>
  )
}
