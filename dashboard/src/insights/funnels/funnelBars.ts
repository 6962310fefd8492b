/** The funnel's groups as the bars of its steps. Pure. */
import type { FunnelBarStep } from '../../charts/FunnelBars'
import { formatDuration } from '../../formats/durations'
import { countOf, formatNumber } from '../../formats/numbers'
import type { FunnelGroup, FunnelModel, FunnelPoint } from './funnelModel'

type Pick = (group: FunnelGroup, step: number, outcome: 'reached' | 'dropped') => void

function notesOf({ count, dropped, median }: FunnelPoint, at: number): string[] {
  return [
    countOf(count, 'person', 'people'),
    ...(at > 0 ? [`${formatNumber(dropped)} dropped out`] : []),
    ...(median === null ? [] : [`median ${formatDuration(median)}`]),
  ]
}

/** Where the funnel is split, the table alone says how many and how long. */
export function toBars({ steps, groups }: FunnelModel, onPick: Pick): FunnelBarStep[] {
  const [only, ...others] = groups
  return steps.map((name, at) => {
    const point = only?.points[at]
    return {
      name,
      notes: point && others.length === 0 ? notesOf(point, at) : [],
      bars: groups.map((group) => {
        const { count, share, ofAll } = group.points[at] ?? { count: 0, share: 0, ofAll: '' }
        return {
          key: group.key,
          label: `${group.label}, ${name}: ${formatNumber(count)}, ${ofAll}`,
          share,
          percent: ofAll,
          slot: group.slot,
          onPick: () => onPick(group, at, 'reached'),
        }
      }),
    }
  })
}
