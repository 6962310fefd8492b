/** The answer of paths as its table shows it. */
import { connect, kea, key, path, props, selectors } from 'kea'

import type { PathsQuery } from '../../api/insights'
import { answerOf, answersLogic, type Answer, type Answers } from '../answers/answersLogic'
import type { QuestionsLogicProps } from '../questions/questionsLogic'
import type { pathsLogicType } from './pathsLogicType'
import { toPaths, type PathLine } from './pathsModel'

export const pathsLogic = kea<pathsLogicType>([
  props({} as QuestionsLogicProps),
  key((props) => props.projectId),
  path((key) => ['insights', 'paths', 'pathsLogic', key]),
  connect((props: QuestionsLogicProps) => ({ values: [answersLogic(props), ['answers']] })),
  selectors({
    answer: [
      (s) => [s.answers],
      (answers: Answers): Answer<PathsQuery> | null => answerOf<PathsQuery>(answers, 'paths'),
    ],
    paths: [
      (s) => [s.answer],
      (answer: Answer<PathsQuery> | null): PathLine[] | null => answer && toPaths(answer.response),
    ],
  }),
])
