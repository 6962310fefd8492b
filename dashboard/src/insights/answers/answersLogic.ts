/** Asks the API what the open form asks, and keeps the last answer of each form while the next one comes. */
import { actions, beforeUnmount, connect, kea, key, listeners, path, props, reducers, selectors } from 'kea'
import { loaders } from 'kea-loaders'

import { runInsight, type InsightQuery, type InsightResponse } from '../../api/insights'
import type { Refresh } from '../../api/queries'
import { queryOf, type QuestionKind, type Questions } from '../asking/questions'
import { questionsLogic, type QuestionsLogicProps } from '../asking/questionsLogic'
import { CANCELLED, SLOW_MS, type AnswerStatus } from './answer'
import type { answersLogicType } from './answersLogicType'

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
  actions({
    /** Computes again, even when a cached answer is still fresh. */
    refresh: true,
    retry: true,
    cancel: true,
    noticeSlowness: true,
  }),
  loaders(({ props, values, cache }) => ({
    answers: [
      {} as Answers,
      {
        loadAnswer: async ({ kind, query, refresh }: Asked & { refresh: Refresh }, breakpoint) => {
          const earlier = cache.request as AbortController | undefined
          const request = new AbortController()
          cache.request = request
          earlier?.abort()
          const response = await runInsight(props.projectId, query, { refresh, signal: request.signal }).catch(
            (error: Error) => {
              breakpoint() // given up for a newer question: no failure to report
              throw error
            }
          )
          breakpoint()
          return { ...values.answers, [kind]: { query, response, receivedAt: new Date() } }
        },
      },
    ],
  })),
  reducers({
    /** What was asked last, answered or not. */
    asked: [null as Asked | null, { loadAnswer: (_, { kind, query }) => ({ kind, query }) }],
    isSlow: [
      false,
      {
        loadAnswer: () => false,
        loadAnswerSuccess: () => false,
        loadAnswerFailure: () => false,
        noticeSlowness: () => true,
      },
    ],
    wasCancelled: [
      false,
      { loadAnswer: () => false, loadAnswerFailure: (_, { errorObject }) => errorObject?.name === CANCELLED },
    ],
    answerError: [
      null as string | null,
      {
        loadAnswer: () => null,
        loadAnswerFailure: (_, { error, errorObject }) => (errorObject?.name === CANCELLED ? null : error),
      },
    ],
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
      (s) => [s.asked, s.kind, s.answer, s.answersLoading, s.isSlow, s.wasCancelled, s.answerError],
      (
        asked: Asked | null,
        kind: QuestionKind,
        answer: Answer | null,
        answersLoading: boolean,
        isSlow: boolean,
        wasCancelled: boolean,
        answerError: string | null
      ): AnswerStatus => {
        const isHere = asked?.kind === kind
        return {
          isLoading: isHere && answersLoading,
          isSlow: isHere && isSlow,
          wasCancelled: isHere && wasCancelled,
          hasAnswer: answer !== null,
          error: isHere ? answerError : null,
        }
      },
    ],
  }),
  listeners(({ actions, values, cache }) => {
    const load = (refresh: Refresh): void => {
      if (values.query) actions.loadAnswer({ kind: values.kind, query: values.query, refresh })
    }
    const ask = (): void => {
      const { query, asked, answer, kind } = values
      if (!query) return
      // What was asked last of this form decides, not the older answer that it is about to replace.
      const isHere = asked?.kind === kind
      if (!same(isHere ? asked.query : answer?.query, query)) load('blocking')
    }
    return {
      changeQuestion: ask,
      restoreQuestion: ask,
      refresh: () => load('force_blocking'),
      retry: () => load('blocking'),
      cancel: () => (cache.request as AbortController | undefined)?.abort(),
      loadAnswer: async (_, breakpoint) => {
        await breakpoint(SLOW_MS)
        if (values.answersLoading) actions.noticeSlowness()
      },
    }
  }),
  beforeUnmount(({ cache }) => (cache.request as AbortController | undefined)?.abort()),
])
