/** The answer of retention as its matrix shows it. */
import { connect, kea, key, path, props, selectors } from 'kea'

import type { RetentionQuery } from '../../api/insights'
import { projectsLogic } from '../../logics/projectsLogic'
import { answerOf, answersLogic, type Answer, type Answers } from '../answers/answersLogic'
import type { QuestionsLogicProps } from '../questions/questionsLogic'
import type { retentionLogicType } from './retentionLogicType'
import { toRetention, type RetentionModel } from './retentionModel'

export const retentionLogic = kea<retentionLogicType>([
  props({} as QuestionsLogicProps),
  key((props) => props.projectId),
  path((key) => ['insights', 'retention', 'retentionLogic', key]),
  connect((props: QuestionsLogicProps) => ({ values: [answersLogic(props), ['answers'], projectsLogic, ['zone']] })),
  selectors({
    answer: [
      (s) => [s.answers],
      (answers: Answers): Answer<RetentionQuery> | null => answerOf<RetentionQuery>(answers, 'retention'),
    ],
    retention: [
      (s) => [s.answer, s.zone],
      (answer: Answer<RetentionQuery> | null, zone: string): RetentionModel | null =>
        answer && toRetention({ ...answer, zone, now: answer.receivedAt }),
    ],
  }),
])
