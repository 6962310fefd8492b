/** Asks the API what the editor asks, keeps the last answer while the next one comes, and shapes it for the screen. */
import { actions, connect, kea, key, listeners, path, props, reducers, selectors } from 'kea'
import { loaders } from 'kea-loaders'

import type { Refresh } from '../../api/queries'
import { runTrends, type TrendsQuery, type TrendsResponse } from '../../api/trends'
import { askLatest } from '../../logics/latestRequest'
import { projectsLogic } from '../../logics/projectsLogic'
import { CALM, WAITING, WAITING_ACTIONS, waitsFor, type AnswerStatus, type Waiting } from '../answers/waiting'
import { chartStateOf, shownOf, type ChartState } from '../series/chartState'
import type { SeriesModel } from '../series/seriesModel'
import { assignSlots, type Slots } from '../series/slots'
import type { trendsDataLogicType } from './trendsDataLogicType'
import { trendsLogic, type TrendsLogicProps } from './trendsLogic'
import { namesOf, toModel } from './trendsSeries'
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
    values: [trendsLogic(props), ['query', 'trends'], projectsLogic, ['zone']],
    actions: [trendsLogic(props), ['reportEdit', 'restoreTrends']],
  })),
  actions(WAITING_ACTIONS),
  loaders(({ props, cache }) => ({
    answer: [
      null as TrendsAnswer | null,
      {
        loadAnswer: async ({ query, refresh }: TrendsQuestion, breakpoint) => {
          const response = await askLatest(cache, breakpoint, (signal) =>
            runTrends(props.projectId, query, { refresh, signal })
          )
          return { query, response, receivedAt: new Date() }
        },
      },
    ],
  })),
  reducers({
    /** What was asked last, answered or not. */
    asked: [null as TrendsQuery | null, { loadAnswer: (_, { query }) => query }],
    waiting: [CALM, WAITING],
    slots: [
      {} as Slots,
      { loadAnswerSuccess: (slots, { answer }) => assignSlots(slots, namesOf(answer?.response.results ?? [])) },
    ],
  }),
  selectors({
    model: [
      (s) => [s.answer, s.slots, s.zone],
      (answer: TrendsAnswer | null, slots: Slots, zone: string): SeriesModel | null =>
        answer &&
        toModel({
          query: answer.query,
          response: answer.response,
          slots,
          zone,
          now: answer.receivedAt,
        }),
    ],
    status: [
      (s) => [s.answer, s.answerLoading, s.waiting],
      (answer: TrendsAnswer | null, isLoading: boolean, waiting: Waiting): AnswerStatus => ({
        ...waiting,
        isLoading,
        hasAnswer: answer !== null,
      }),
    ],
    shownLines: [
      (s) => [s.model, s.trends],
      (model: SeriesModel | null, { hidden }: TrendsState): SeriesModel['lines'] => shownOf(model, hidden),
    ],
    chartState: [
      (s) => [s.model, s.shownLines, s.waiting],
      (model: SeriesModel | null, shownLines: SeriesModel['lines'], { error }: Waiting): ChartState =>
        chartStateOf(model, shownLines, error),
    ],
  }),
  listeners(({ actions, values }) => {
    const ask = (): void => {
      if (!same(values.asked, values.query)) actions.loadAnswer({ query: values.query, refresh: 'blocking' })
    }
    return { reportEdit: ask, restoreTrends: ask }
  }),
  waitsFor(({ actions, values }, refresh) => actions.loadAnswer({ query: values.query, refresh })),
])
