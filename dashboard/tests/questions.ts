/** Questions as the forms send them. */
import type { FunnelsQuery } from '../src/api/insights'

export const aFunnelQuery = (...events: string[]): FunnelsQuery => ({
  kind: 'FunnelsQuery',
  series: events.map((event) => ({ kind: 'EventsNode', event })),
  dateRange: { date_from: '-7d', date_to: null },
})
