/** The answer of the lifecycle as its chart and its table show it. */
import { connect, kea, key, path, props, selectors } from 'kea'

import type { LifecycleQuery } from '../../api/insights'
import { projectsLogic } from '../../logics/projectsLogic'
import { answerOf, answersLogic, type Answer, type Answers } from '../answers/answersLogic'
import type { QuestionsLogicProps } from '../questions/questionsLogic'
import type { SeriesModel } from '../series/seriesModel'
import type { lifecycleLogicType } from './lifecycleLogicType'
import { toLifecycle } from './lifecycleSeries'

export const lifecycleLogic = kea<lifecycleLogicType>([
  props({} as QuestionsLogicProps),
  key((props) => props.projectId),
  path((key) => ['insights', 'lifecycle', 'lifecycleLogic', key]),
  connect((props: QuestionsLogicProps) => ({ values: [answersLogic(props), ['answers'], projectsLogic, ['zone']] })),
  selectors({
    answer: [
      (s) => [s.answers],
      (answers: Answers): Answer<LifecycleQuery> | null => answerOf<LifecycleQuery>(answers, 'lifecycle'),
    ],
    lifecycle: [
      (s) => [s.answer, s.zone],
      (answer: Answer<LifecycleQuery> | null, zone: string): SeriesModel | null =>
        answer && toLifecycle({ ...answer, zone, now: answer.receivedAt }),
    ],
  }),
])
