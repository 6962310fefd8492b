import { useActions, useValues } from 'kea'
import type { ReactElement } from 'react'

import type { CorrelationType } from '../../api/correlations'
import type { FunnelsQuery } from '../../api/insights'
import { Button } from '../../ui/Button'
import { Card } from '../../ui/Card'
import { Notice } from '../../ui/Notice'
import { Segmented, type Segment } from '../../ui/Segmented'
import { Skeleton } from '../../ui/Skeleton'
import { peopleLogic } from '../people/peopleLogic'
import { correlationLogic } from './correlationLogic'
import { correlationPeople, type CorrelationLine } from './correlationModel'
import { CorrelationTable } from './CorrelationTable'

export interface CorrelationsProps {
  projectId: number
  /** The funnel that is on the screen. */
  funnel: FunnelsQuery
}

const TYPES: readonly Segment<CorrelationType>[] = [
  { value: 'events', label: 'Events' },
  { value: 'properties', label: 'Properties' },
]

/** What those who converted did or are more often than the others: asked for only when somebody wants to know. */
export function Correlations({ projectId, funnel }: CorrelationsProps): ReactElement {
  const { type, asked, foundLoading, correlationError } = useValues(correlationLogic({ projectId }))
  const { chooseType, loadCorrelation } = useActions(correlationLogic({ projectId }))
  const isAbout = asked?.funnel === funnel
  const choose = (chosen: CorrelationType): void => {
    chooseType(chosen)
    if (isAbout) loadCorrelation({ funnel, type: chosen })
  }

  return (
    <Card
      title="What goes with converting"
      padding="none"
      actions={<Segmented label="Correlate with" value={type} segments={TYPES} onChange={choose} />}
    >
      {!isAbout && (
        <div className="flex flex-wrap items-center gap-3 p-4 text-13 text-ink-2">
          <Button onClick={() => loadCorrelation({ funnel, type })}>Find out</Button>
          Compares those who converted with those who dropped out.
        </div>
      )}
      {isAbout && foundLoading && <Skeleton rows={4} label="Comparing people" />}
      {isAbout && correlationError && (
        <div className="p-4">
          <Notice tone="danger">{correlationError}</Notice>
        </div>
      )}
      {isAbout && <Found projectId={projectId} />}
    </Card>
  )
}

function Found({ projectId }: { projectId: number }): ReactElement | null {
  const { found, lines, query } = useValues(correlationLogic({ projectId }))
  const { openPeople } = useActions(peopleLogic({ projectId }))
  if (!found || !query) return null
  const pick = (line: CorrelationLine, hasConverted: boolean): void =>
    openPeople({
      title: hasConverted ? 'Converted' : 'Dropped out',
      place: line.name,
      people: hasConverted ? line.converted : line.dropped,
      source: correlationPeople(query, line, hasConverted),
    })
  return (
    <>
      {found.skewed && lines.length > 0 && (
        <p className="px-4 pt-3 text-13 text-ink-2">
          Far fewer people are on one side than on the other: small differences may be chance.
        </p>
      )}
      {lines.length === 0 ? (
        <p className="p-4 text-13 text-ink-2">Nothing that enough people did or are tells the two apart.</p>
      ) : (
        <CorrelationTable lines={lines} onPick={pick} />
      )}
    </>
  )
}
