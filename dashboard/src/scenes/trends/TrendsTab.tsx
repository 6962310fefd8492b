import type { ReactElement } from 'react'

import { TrendsChart } from '../../insights/trends/TrendsChart'
import { TrendsEditor } from '../../insights/trends/TrendsEditor'
import { TrendsToolbar } from '../../insights/trends/TrendsToolbar'
import { Card } from '../../ui/Card'

export interface TrendsTabProps {
  projectId: number
}

export function TrendsTab({ projectId }: TrendsTabProps): ReactElement {
  return (
    <>
      <TrendsEditor projectId={projectId} />
      <TrendsToolbar projectId={projectId} />
      <Card padding="none">
        <TrendsChart projectId={projectId} />
      </Card>
    </>
  )
}
