/** Asks the API what the editor asks, keeps the last answer while the next one comes, and shapes it for the screen. */
import { actions, beforeUnmount, connect, kea, key, listeners, path, props, reducers, selectors } from 'kea'
import { loaders } from 'kea-loaders'

import { runTrends, type TrendsQuery, type TrendsResponse } from '../../api/trends'
import type { Refresh } from '../../api/queries'
import type { Project } from '../../api/projects'
import { projectsLogic } from '../../logics/projectsLogic'
import { CANCELLED, SLOW_MS, type AnswerStatus } from '../answers/answer'
import { chartStateOf, shownOf, type ChartState } from '../answers/chartState'
import type { trendsDataLogicType } from './trendsDataLogicType'
import { trendsLogic, type TrendsLogicProps } from './trendsLogic'
import { assignSlots, toModel, type TrendsModel } from './trendsSeries'
import type { TrendsState } from './trendsState'

export interface TrendsQuestion {
  query: TrendsQuery
  refresh: Refresh
}

export interface TrendsAnswer {
  query: TrendsQuery
  response: TrendsResponse
  receivedAt: Date
}

const same = (one: TrendsQuery | null, other: TrendsQuery): boolean => JSON.stringify(one) === JSON.stringify(other)

export const trendsDataLogic = kea<trendsDataLogicType>([
  props({} as TrendsLogicProps),
  key((props) => props.projectId),
  path((key) => ['insights', 'trends', 'trendsDataLogic', key]),
  connect((props: TrendsLogicProps) => ({
    values: [trendsLogic(props), ['query', 'trends'], projectsLogic, ['project']],
    actions: [trendsLogic(props), ['reportEdit', 'restoreTrends']],
  })),
  actions({
    /** Computes again, even when a cached answer is still fresh. */
    refresh: true,
    retry: true,
    cancel: true,
    noticeSlowness: true,
  }),
  loaders(({ props, cache }) => ({
    answer: [
      null as TrendsAnswer | null,
      {
        loadAnswer: async ({ query, refresh }: TrendsQuestion, breakpoint) => {
          const earlier = cache.request as AbortController | undefined
          const request = new AbortController()
          cache.request = request
          earlier?.abort()
          const response = await runTrends(props.projectId, query, { refresh, signal: request.signal }).catch(
            (error: Error) => {
              breakpoint() // given up for a newer question: no failure to report
              throw error
            }
          )
          breakpoint()
          return { query, response, receivedAt: new Date() }
        },
      },
    ],
  })),
  reducers({
    /** What was asked last, answered or not. */
    asked: [null as TrendsQuery | null, { loadAnswer: (_, { query }) => query }],
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
    slots: [
      {} as Record<string, number>,
      { loadAnswerSuccess: (slots, { answer }) => assignSlots(slots, answer?.response.results ?? []) },
    ],
  }),
  selectors({
    model: [
      (s) => [s.answer, s.slots, s.project],
      (answer: TrendsAnswer | null, slots: Record<string, number>, project: Project | null): TrendsModel | null =>
        answer &&
        toModel({
          query: answer.query,
          response: answer.response,
          slots,
          zone: project?.timezone ?? 'UTC',
          now: answer.receivedAt,
        }),
    ],
    status: [
      (s) => [s.answer, s.answerLoading, s.isSlow, s.wasCancelled, s.answerError],
      (
        answer: TrendsAnswer | null,
        isLoading: boolean,
        isSlow: boolean,
        wasCancelled: boolean,
        error: string | null
      ): AnswerStatus => ({ isLoading, isSlow, wasCancelled, hasAnswer: answer !== null, error }),
    ],
    shownLines: [
      (s) => [s.model, s.trends],
      (model: TrendsModel | null, { hidden }: TrendsState): TrendsModel['lines'] => shownOf(model, hidden),
    ],
    chartState: [
      (s) => [s.model, s.shownLines, s.answerError],
      (model: TrendsModel | null, shownLines: TrendsModel['lines'], answerError: string | null): ChartState =>
        chartStateOf(model, shownLines, answerError),
    ],
  }),
  listeners(({ actions, values, cache }) => {
    const ask = (): void => {
      if (!same(values.asked, values.query)) actions.loadAnswer({ query: values.query, refresh: 'blocking' })
    }
    return {
      reportEdit: ask,
      restoreTrends: ask,
      refresh: () => actions.loadAnswer({ query: values.query, refresh: 'force_blocking' }),
      retry: () => actions.loadAnswer({ query: values.query, refresh: 'blocking' }),
      cancel: () => (cache.request as AbortController | undefined)?.abort(),
      loadAnswer: async (_, breakpoint) => {
        await breakpoint(SLOW_MS)
        if (values.answerLoading) actions.noticeSlowness()
      },
    }
  }),
  beforeUnmount(({ cache }) => (cache.request as AbortController | undefined)?.abort()),
])
