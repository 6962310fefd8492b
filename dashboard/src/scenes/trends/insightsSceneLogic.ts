/** The tabs beside trends and their addresses: a link brings back the tab with its whole question. */
import { actions, connect, kea, key, path, props, selectors } from 'kea'
import { actionToUrl, router, urlToAction } from 'kea-router'

import { answersLogic } from '../../insights/answers/answersLogic'
import { funnelLogic } from '../../insights/funnels/funnelLogic'
import { questionFrom, searchOf } from '../../insights/questions/questions'
import { questionsLogic, type RestoredQuestion } from '../../insights/questions/questionsLogic'
import { trendsLogic, type TrendsLogicProps } from '../../insights/trends/trendsLogic'
import { toSearch } from '../../insights/trends/trendsUrl'
import { urls } from '../urls'
import type { insightsSceneLogicType } from './insightsSceneLogicType'
import { kindIn, type InsightTab } from './tabs'

export const insightsSceneLogic = kea<insightsSceneLogicType>([
  props({} as TrendsLogicProps),
  key((props) => props.projectId),
  path((key) => ['scenes', 'trends', 'insightsSceneLogic', key]),
  connect((props: TrendsLogicProps) => ({
    logic: [answersLogic(props), funnelLogic(props)],
    values: [router, ['searchParams'], questionsLogic(props), ['questions'], trendsLogic(props), ['trends']],
    actions: [questionsLogic(props), ['changeQuestion', 'restoreQuestion']],
  })),
  actions({
    openTab: (tab: InsightTab) => ({ tab }),
  }),
  selectors({
    tab: [
      (s) => [s.searchParams],
      (searchParams: Record<string, unknown>): InsightTab => kindIn(searchParams) ?? 'trends',
    ],
  }),
  actionToUrl(({ props, values }) => ({
    openTab: ({ tab }) => [
      urls.trends(props.projectId),
      tab === 'trends' ? toSearch(values.trends) : searchOf(tab, values.questions),
    ],
    changeQuestion: ({ change }) => [urls.trends(props.projectId), searchOf(change.kind, values.questions)],
  })),
  urlToAction(({ actions, props }) => ({
    [urls.trends(props.projectId)]: (_, search) => {
      const kind = kindIn(search)
      if (kind) actions.restoreQuestion({ kind, question: questionFrom(kind, search) } as RestoredQuestion)
    },
  })),
])
