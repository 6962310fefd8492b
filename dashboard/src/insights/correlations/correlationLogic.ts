/** What goes with converting in the funnel that was asked about last. */
import { actions, kea, key, path, props, reducers, selectors } from 'kea'
import { loaders } from 'kea-loaders'

import { runCorrelation, type CorrelationQuery, type Correlations, type CorrelationType } from '../../api/correlations'
import type { FunnelsQuery } from '../../api/insights'
import { askLatest, givesUpUnmounted, wasStopped } from '../../logics/latestRequest'
import type { correlationLogicType } from './correlationLogicType'
import { correlationQuery, toLines, type CorrelationLine } from './correlationModel'

export interface CorrelationLogicProps {
  projectId: number
}

export interface AskedCorrelation {
  funnel: FunnelsQuery
  type: CorrelationType
}

export const correlationLogic = kea<correlationLogicType>([
  props({} as CorrelationLogicProps),
  key((props) => props.projectId),
  path((key) => ['insights', 'correlations', 'correlationLogic', key]),
  actions({ chooseType: (type: CorrelationType) => ({ type }) }),
  loaders(({ props, cache }) => ({
    found: [
      null as Correlations | null,
      {
        loadCorrelation: async ({ funnel, type }: AskedCorrelation, breakpoint) =>
          askLatest(cache, breakpoint, (signal) =>
            runCorrelation(props.projectId, correlationQuery(funnel, type), { signal })
          ),
      },
    ],
  })),
  reducers({
    type: ['events' as CorrelationType, { chooseType: (_, { type }) => type }],
    asked: [null as AskedCorrelation | null, { loadCorrelation: (_, asked) => asked }],
    found: { loadCorrelation: () => null },
    correlationError: [
      null as string | null,
      {
        loadCorrelation: () => null,
        loadCorrelationFailure: (_, { error, errorObject }) => (wasStopped(errorObject) ? null : error),
      },
    ],
  }),
  selectors({
    query: [
      (s) => [s.asked],
      (asked: AskedCorrelation | null): CorrelationQuery | null => asked && correlationQuery(asked.funnel, asked.type),
    ],
    lines: [
      (s) => [s.found, s.asked],
      (found: Correlations | null, asked: AskedCorrelation | null): CorrelationLine[] =>
        found && asked ? toLines(found.events, asked.type) : [],
    ],
  }),
  givesUpUnmounted(),
])
