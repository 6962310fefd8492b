/** Asks the API what the open form asks, and keeps the last answer of each form while the next one comes. */
import { actions, connect, kea, key, listeners, path, props, reducers, selectors } from 'kea'
import { loaders } from 'kea-loaders'

import { runInsight, type InsightQuery, type InsightResponse } from '../../api/insights'
import type { Refresh } from '../../api/queries'
import { askLatest } from '../../logics/latestRequest'
import { queryOf, type QuestionKind, type Questions } from '../questions/questions'
import { questionsLogic, type QuestionsLogicProps } from '../questions/questionsLogic'
import type { answersLogicType } from './answersLogicType'
import { CALM, WAITING, WAITING_ACTIONS, waitsFor, type AnswerStatus, type Waiting } from './waiting'

export interface Asked {
  kind: QuestionKind
  query: InsightQuery
}

export interface Answer<Q extends InsightQuery = InsightQuery> {
  query: Q
  response: InsightResponse<Q>
  receivedAt: Date
}

export type Answers = Partial<Record<QuestionKind, Answer>>

/** Each form is asked with its own node, so its answer is to that node. */
export const answerOf = <Q extends InsightQuery>(answers: Answers, kind: QuestionKind): Answer<Q> | null =>
  (answers[kind] as Answer<Q> | undefined) ?? null

const same = (one: InsightQuery | undefined, other: InsightQuery): boolean =>
  one !== undefined && JSON.stringify(one) === JSON.stringify(other)

export const answersLogic = kea<answersLogicType>([
  props({} as QuestionsLogicProps),
  key((props) => props.projectId),
  path((key) => ['insights', 'answers', 'answersLogic', key]),
  connect((props: QuestionsLogicProps) => ({
    values: [questionsLogic(props), ['kind', 'questions']],
    actions: [questionsLogic(props), ['changeQuestion', 'restoreQuestion']],
  })),
  actions(WAITING_ACTIONS),
  loaders(({ props, values, cache }) => ({
    answers: [
      {} as Answers,
      {
        loadAnswer: async ({ kind, query, refresh }: Asked & { refresh: Refresh }, breakpoint) => {
          const response = await askLatest(cache, breakpoint, (signal) =>
            runInsight(props.projectId, query, { refresh, signal })
          )
          return { ...values.answers, [kind]: { query, response, receivedAt: new Date() } }
        },
      },
    ],
  })),
  reducers({
    /** What was asked last, answered or not. */
    asked: [null as Asked | null, { loadAnswer: (_, { kind, query }) => ({ kind, query }) }],
    waiting: [CALM, WAITING],
  }),
  selectors({
    query: [
      (s) => [s.kind, s.questions],
      (kind: QuestionKind, questions: Questions): InsightQuery | null => queryOf(kind, questions),
    ],
    answer: [
      (s) => [s.answers, s.kind],
      (answers: Answers, kind: QuestionKind): Answer | null => answers[kind] ?? null,
    ],
    status: [
      (s) => [s.asked, s.kind, s.answer, s.answersLoading, s.waiting],
      (
        asked: Asked | null,
        kind: QuestionKind,
        answer: Answer | null,
        answersLoading: boolean,
        waiting: Waiting
      ): AnswerStatus => {
        const isHere = asked?.kind === kind
        return { ...(isHere ? waiting : CALM), isLoading: isHere && answersLoading, hasAnswer: answer !== null }
      },
    ],
  }),
  listeners(({ actions, values }) => {
    const ask = (): void => {
      const { query, asked, answer, kind } = values
      // What was asked last of this form decides, not the older answer that it is about to replace.
      const last = asked?.kind === kind ? asked.query : answer?.query
      if (query && !same(last, query)) actions.loadAnswer({ kind, query, refresh: 'blocking' })
    }
    return { changeQuestion: ask, restoreQuestion: ask }
  }),
  waitsFor(({ actions, values }, refresh) => {
    const { kind, query } = values
    if (query) actions.loadAnswer({ kind, query, refresh })
  }),
])
