/** What those who completed a funnel did or are more often than the others. */
import { runQuery, type RunOptions, type Said } from './queries'
import type { components } from './schema'

type Schemas = components['schemas']

/** Events between the first step and the last, or properties of the people. */
export type CorrelationType = Exclude<Schemas['CorrelationType'], 'event_with_properties'>
export type CorrelationQuery = Said<Schemas['FunnelCorrelationQuery'], 'source'>
export type CorrelationActorsQuery = Schemas['FunnelCorrelationActorsQuery']
export type Correlation = Schemas['EventOddsRatio']
/** The strongest of success, then the strongest of failure. */
export type Correlations = Schemas['FunnelCorrelationResult']

export async function runCorrelation(
  projectId: number,
  query: CorrelationQuery,
  options: RunOptions = {}
): Promise<Correlations> {
  return (await runQuery(projectId, query, options)).results
}
