/**
 * Odds ratios -> lines of a table, each with what asks for the people behind its two counts.
 *
 *     {event: "watched video", odds_ratio: 2.31, ...}  ->  {name: "watched video", likelihood: "2.3× as likely"}
 *     {event: "plan::pro", odds_ratio: 0.25, ...}      ->  {name: "plan is pro", likelihood: "4× less likely"}
 */
import type { Correlation, CorrelationActorsQuery, CorrelationQuery, CorrelationType } from '../../api/correlations'
import type { FunnelsQuery } from '../../api/insights'
import { eventName, propertyName } from '../../formats/names'
import { formatAverage } from '../../formats/numbers'

export interface CorrelationLine {
  key: string
  name: string
  /** How much more, or less, often those who have it convert. */
  likelihood: string
  isOfSuccess: boolean
  converted: number
  dropped: number
}

const SEPARATOR = '::'

/** Every property of a person is looked at. */
const ALL_PROPERTIES = ['$all']

export const correlationQuery = (funnel: FunnelsQuery, type: CorrelationType): CorrelationQuery => ({
  kind: 'FunnelCorrelationQuery',
  source: { kind: 'FunnelsActorsQuery', source: funnel, funnelStep: 1 },
  funnelCorrelationType: type,
  ...(type === 'properties' ? { funnelCorrelationNames: ALL_PROPERTIES } : {}),
})

/** A property's name and its value; values may contain the separator, names do not. */
function propertyOf(said: string): { key: string; value: string } {
  const at = said.indexOf(SEPARATOR)
  return { key: said.slice(0, at), value: said.slice(at + SEPARATOR.length) }
}

function nameOf(said: string, type: CorrelationType): string {
  if (type === 'events') return eventName(said)
  const { key, value } = propertyOf(said)
  return value === '' ? `${propertyName(key)} is not set` : `${propertyName(key)} is ${value}`
}

const likelihoodOf = (ratio: number): string =>
  ratio > 1 ? `${formatAverage(ratio)}× as likely` : `${formatAverage(1 / ratio)}× less likely`

export const toLines = (found: readonly Correlation[], type: CorrelationType): CorrelationLine[] =>
  found.map(({ event, odds_ratio, success_count, failure_count, correlation_type }) => ({
    key: event.event,
    name: nameOf(event.event, type),
    likelihood: likelihoodOf(odds_ratio),
    isOfSuccess: correlation_type === 'success',
    converted: success_count,
    dropped: failure_count,
  }))

/** Who has it, and converted or did not. */
export function correlationPeople(
  source: CorrelationQuery,
  line: CorrelationLine,
  hasConverted: boolean
): CorrelationActorsQuery {
  const asked = {
    kind: 'FunnelCorrelationActorsQuery' as const,
    source,
    funnelCorrelationPersonConverted: hasConverted,
  }
  if (source.funnelCorrelationType === 'events') {
    return { ...asked, funnelCorrelationPersonEntity: { kind: 'EventsNode', event: line.key } }
  }
  const { key, value } = propertyOf(line.key)
  return { ...asked, funnelCorrelationPropertyValues: [{ key, value: [value], type: 'person', operator: 'exact' }] }
}
