import { useActions, useMountedLogic, useValues } from 'kea'
import type { ComponentType, ReactElement } from 'react'

import { FunnelsAnswer } from '../../insights/funnels/FunnelsAnswer'
import { FunnelsForm } from '../../insights/funnels/FunnelsForm'
import { LifecycleAnswer } from '../../insights/lifecycle/LifecycleAnswer'
import { LifecycleForm } from '../../insights/lifecycle/LifecycleForm'
import { PathsAnswer } from '../../insights/paths/PathsAnswer'
import { PathsForm } from '../../insights/paths/PathsForm'
import { PeoplePanel } from '../../insights/people/PeoplePanel'
import type { QuestionKind } from '../../insights/questions/questions'
import { RetentionAnswer } from '../../insights/retention/RetentionAnswer'
import { RetentionForm } from '../../insights/retention/RetentionForm'
import { StickinessAnswer } from '../../insights/stickiness/StickinessAnswer'
import { StickinessForm } from '../../insights/stickiness/StickinessForm'
import { projectsLogic } from '../../logics/projectsLogic'
import { Page } from '../../ui/Page'
import { Tabs } from '../../ui/Tabs'
import { CopyLink } from './CopyLink'
import { insightsSceneLogic } from './insightsSceneLogic'
import { tabLabel, TABS, type InsightTab } from './tabs'
import { trendsSceneLogic } from './trendsSceneLogic'
import { TrendsTab } from './TrendsTab'

interface InProject {
  projectId: number
}

const FORMS: Record<QuestionKind, { form: ComponentType<InProject>; answer: ComponentType<InProject> }> = {
  funnels: { form: FunnelsForm, answer: FunnelsAnswer },
  retention: { form: RetentionForm, answer: RetentionAnswer },
  lifecycle: { form: LifecycleForm, answer: LifecycleAnswer },
  stickiness: { form: StickinessForm, answer: StickinessAnswer },
  paths: { form: PathsForm, answer: PathsAnswer },
}

function TabBody({ tab, projectId }: InProject & { tab: InsightTab }): ReactElement {
  if (tab === 'trends') return <TrendsTab projectId={projectId} />
  const { form: Form, answer: Answer } = FORMS[tab]
  return (
    <>
      <Form projectId={projectId} />
      <Answer projectId={projectId} />
    </>
  )
}

export function TrendsScene(): ReactElement {
  const { projectId } = useValues(projectsLogic)
  const props = { projectId: projectId ?? 0 }
  useMountedLogic(trendsSceneLogic(props))
  const { tab } = useValues(insightsSceneLogic(props))
  const { openTab } = useActions(insightsSceneLogic(props))

  return (
    <Page title={tabLabel(tab)} actions={<CopyLink />}>
      <Tabs label="Kind of insight" tabs={TABS} value={tab} onChange={(chosen) => openTab(chosen)} place="page">
        <div className="flex flex-col gap-4 pt-4">
          <TabBody tab={tab} {...props} />
        </div>
      </Tabs>
      <PeoplePanel {...props} />
    </Page>
  )
}
