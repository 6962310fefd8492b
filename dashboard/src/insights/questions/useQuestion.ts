import { useActions, useValues } from 'kea'

import type { QuestionKind, Questions } from './questions'
import { questionsLogic, type QuestionChange } from './questionsLogic'

/** One form and the way to change it. */
export function useQuestion<K extends QuestionKind>(
  projectId: number,
  kind: K
): [question: Questions[K], change: (fields: Partial<Questions[K]>) => void] {
  const logic = questionsLogic({ projectId })
  const { questions } = useValues(logic)
  const { changeQuestion } = useActions(logic)
  return [questions[kind], (fields) => changeQuestion({ kind, fields } as QuestionChange)]
}
