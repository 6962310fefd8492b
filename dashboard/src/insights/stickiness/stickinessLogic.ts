/** The answer of stickiness as its chart and its table show it. */
import { connect, kea, key, path, props, selectors } from 'kea'

import type { StickinessQuery } from '../../api/insights'
import { answerOf, answersLogic, type Answer, type Answers } from '../answers/answersLogic'
import type { QuestionsLogicProps } from '../questions/questionsLogic'
import type { SeriesModel } from '../series/seriesModel'
import type { stickinessLogicType } from './stickinessLogicType'
import { toStickiness } from './stickinessSeries'

export const stickinessLogic = kea<stickinessLogicType>([
  props({} as QuestionsLogicProps),
  key((props) => props.projectId),
  path((key) => ['insights', 'stickiness', 'stickinessLogic', key]),
  connect((props: QuestionsLogicProps) => ({ values: [answersLogic(props), ['answers']] })),
  selectors({
    answer: [
      (s) => [s.answers],
      (answers: Answers): Answer<StickinessQuery> | null => answerOf<StickinessQuery>(answers, 'stickiness'),
    ],
    stickiness: [
      (s) => [s.answer],
      (answer: Answer<StickinessQuery> | null): SeriesModel | null => answer && toStickiness(answer),
    ],
  }),
])
