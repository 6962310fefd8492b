/** The trends editor of one project: what is asked, and every move that changes it. */
import { actions, kea, key, listeners, path, props, reducers, selectors } from 'kea'

import type { Interval, PropertyFilter, TrendsMath, TrendsQuery } from '../../api/trends'
import { DEFAULT_LIMIT } from '../asking/breakdown'
import { moveBy, removeAt, replaceAt } from '../asking/lists'
import { suitInterval, type Range } from '../asking/ranges'
import type { trendsLogicType } from './trendsLogicType'
import { toQuery } from './trendsQuery'
import { ANY_EVENT, DEFAULT_TRENDS, type TrendsState } from './trendsState'

export interface TrendsLogicProps {
  projectId: number
}

/** A filter begins as "is", without a value. */
const newFilter = (property: string): PropertyFilter => ({ key: property, operator: 'exact', value: [] })

export const trendsLogic = kea<trendsLogicType>([
  props({} as TrendsLogicProps),
  key((props) => props.projectId),
  path((key) => ['insights', 'trends', 'trendsLogic', key]),
  actions({
    addSeries: true,
    duplicateSeries: (index: number) => ({ index }),
    removeSeries: (index: number) => ({ index }),
    moveSeries: (index: number, step: -1 | 1) => ({ index, step }),
    chooseEvent: (index: number, event: string | null) => ({ index, event }),
    chooseMath: (index: number, math: TrendsMath) => ({ index, math }),
    renameSeries: (index: number, name: string) => ({ index, name }),
    addFilter: (property: string) => ({ property }),
    changeFilter: (index: number, change: Partial<PropertyFilter>) => ({ index, change }),
    removeFilter: (index: number) => ({ index }),
    removeAllFilters: true,
    breakDownBy: (property: string) => ({ property }),
    limitBreakdown: (limit: number) => ({ limit }),
    removeBreakdown: true,
    /** `today` is the calendar day in the project's zone. */
    chooseRange: (range: Range, today: string) => ({ range, today }),
    chooseInterval: (interval: Interval) => ({ interval }),
    chooseDisplay: (display: TrendsState['display']) => ({ display }),
    toggleCompare: true,
    toggleLine: (key: string) => ({ key }),
    /** Somebody changed something: the one action that the address and the data listen to. */
    reportEdit: true,
    /** The address says something else, for instance after the back button. */
    restoreTrends: (state: TrendsState) => ({ state }),
  }),
  reducers({
    trends: [
      DEFAULT_TRENDS,
      {
        addSeries: (state) => ({ ...state, series: [...state.series, ANY_EVENT] }),
        duplicateSeries: (state, { index }) => ({
          ...state,
          series: state.series.flatMap((series, at) => (at === index ? [series, series] : [series])),
        }),
        removeSeries: (state, { index }) => ({ ...state, series: removeAt(state.series, index), hidden: [] }),
        moveSeries: (state, { index, step }) => ({ ...state, series: moveBy(state.series, index, step), hidden: [] }),
        chooseEvent: (state, { index, event }) => ({
          ...state,
          series: replaceAt(state.series, index, { event, name: '' }),
        }),
        chooseMath: (state, { index, math }) => ({ ...state, series: replaceAt(state.series, index, { math }) }),
        renameSeries: (state, { index, name }) => ({
          ...state,
          series: replaceAt(state.series, index, { name: name.trim() }),
        }),
        addFilter: (state, { property }) => ({ ...state, filters: [...state.filters, newFilter(property)] }),
        changeFilter: (state, { index, change }) => ({ ...state, filters: replaceAt(state.filters, index, change) }),
        removeFilter: (state, { index }) => ({ ...state, filters: removeAt(state.filters, index) }),
        removeAllFilters: (state) => ({ ...state, filters: [] }),
        breakDownBy: (state, { property }) => ({
          ...state,
          breakdown: { key: property, limit: state.breakdown?.limit ?? DEFAULT_LIMIT },
          hidden: [],
        }),
        limitBreakdown: (state, { limit }) => ({
          ...state,
          breakdown: state.breakdown && { ...state.breakdown, limit },
        }),
        removeBreakdown: (state) => ({ ...state, breakdown: null, hidden: [] }),
        chooseRange: (state, { range, today }) => ({
          ...state,
          range,
          interval: suitInterval(state.interval, range, today),
        }),
        chooseInterval: (state, { interval }) => ({ ...state, interval }),
        chooseDisplay: (state, { display }) => ({ ...state, display }),
        toggleCompare: (state) => ({ ...state, compare: !state.compare }),
        toggleLine: (state, { key: line }) => ({
          ...state,
          hidden: state.hidden.includes(line)
            ? state.hidden.filter((other) => other !== line)
            : [...state.hidden, line],
        }),
        restoreTrends: (_, { state }) => state,
      },
    ],
  }),
  selectors({
    query: [(s) => [s.trends], (trends: TrendsState): TrendsQuery => toQuery(trends)],
  }),
  listeners(({ actions }) => {
    const edited = (): void => actions.reportEdit()
    return {
      addSeries: edited,
      duplicateSeries: edited,
      removeSeries: edited,
      moveSeries: edited,
      chooseEvent: edited,
      chooseMath: edited,
      renameSeries: edited,
      addFilter: edited,
      changeFilter: edited,
      removeFilter: edited,
      removeAllFilters: edited,
      breakDownBy: edited,
      limitBreakdown: edited,
      removeBreakdown: edited,
      chooseRange: edited,
      chooseInterval: edited,
      chooseDisplay: edited,
      toggleCompare: edited,
      toggleLine: edited,
    }
  }),
])
