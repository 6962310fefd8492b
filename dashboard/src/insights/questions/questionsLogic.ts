/** The small forms of one project, each as it was left: what is asked of funnels, retention and the others. */
import { actions, kea, key, path, props, reducers } from 'kea'

import { DEFAULT_QUESTIONS, type QuestionKind, type Questions } from './questions'
import type { questionsLogicType } from './questionsLogicType'

export interface QuestionsLogicProps {
  projectId: number
}

/** A change of one form. */
export type QuestionChange = { [K in QuestionKind]: { kind: K; fields: Partial<Questions[K]> } }[QuestionKind]

/** A whole form, as an address says it. */
export type RestoredQuestion = { [K in QuestionKind]: { kind: K; question: Questions[K] } }[QuestionKind]

export const questionsLogic = kea<questionsLogicType>([
  props({} as QuestionsLogicProps),
  key((props) => props.projectId),
  path((key) => ['insights', 'questions', 'questionsLogic', key]),
  actions({
    changeQuestion: (change: QuestionChange) => ({ change }),
    /** The address says something else, for instance after the back button. */
    restoreQuestion: (restored: RestoredQuestion) => ({ restored }),
  }),
  reducers({
    kind: [
      'funnels' as QuestionKind,
      { changeQuestion: (_, { change }) => change.kind, restoreQuestion: (_, { restored }) => restored.kind },
    ],
    questions: [
      DEFAULT_QUESTIONS,
      {
        changeQuestion: (state, { change }) => ({
          ...state,
          [change.kind]: { ...state[change.kind], ...change.fields },
        }),
        restoreQuestion: (state, { restored }) => ({ ...state, [restored.kind]: restored.question }),
      },
    ],
  }),
])
