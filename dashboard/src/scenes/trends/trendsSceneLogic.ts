/** The address of the trends screen: every choice of the editor is in it, so a link brings back the view. */
import { connect, kea, key, path, props } from 'kea'
import { actionToUrl, urlToAction } from 'kea-router'

import { trendsDataLogic } from '../../insights/trends/trendsDataLogic'
import { trendsLogic, type TrendsLogicProps } from '../../insights/trends/trendsLogic'
import { fromSearch, toSearch } from '../../insights/trends/trendsUrl'
import { urls } from '../urls'
import { kindIn } from './tabs'
import type { trendsSceneLogicType } from './trendsSceneLogicType'

export const trendsSceneLogic = kea<trendsSceneLogicType>([
  props({} as TrendsLogicProps),
  key((props) => props.projectId),
  path((key) => ['scenes', 'trends', 'trendsSceneLogic', key]),
  connect((props: TrendsLogicProps) => ({
    values: [trendsLogic(props), ['trends'], trendsDataLogic(props), ['asked']],
    actions: [trendsLogic(props), ['reportEdit', 'restoreTrends']],
  })),
  actionToUrl(({ props, values }) => ({
    reportEdit: () => [urls.trends(props.projectId), toSearch(values.trends)],
  })),
  urlToAction(({ actions, props, values }) => ({
    [urls.trends(props.projectId)]: (_, search) => {
      if (kindIn(search)) return // another tab's question
      const state = fromSearch(search)
      const isShown = JSON.stringify(state) === JSON.stringify(values.trends)
      if (!isShown || values.asked === null) actions.restoreTrends(state)
    },
  })),
])
