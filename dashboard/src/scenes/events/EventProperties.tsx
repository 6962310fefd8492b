import type { ReactElement } from 'react'

import type { EventRow } from '../../api/events'
import { propertyLines } from '../../formats/propertyLines'
import { CopyButton } from '../../ui/CopyButton'
import { LocationCredit } from '../../ui/LocationCredit'

export interface EventPropertiesProps {
  event: EventRow
}

/** Every property of one event, and its identifiers. */
export function EventProperties({ event }: EventPropertiesProps): ReactElement {
  const identifiers = [
    { key: 'event', label: 'Event', value: event.event },
    { key: 'timestamp', label: 'Timestamp', value: event.timestamp },
    { key: 'distinct_id', label: 'Distinct ID', value: event.distinctId },
    { key: 'person_id', label: 'Person ID', value: event.personId },
    { key: 'uuid', label: 'UUID', value: event.uuid },
  ]
  const lists = [
    { title: 'Identifiers', lines: identifiers },
    { title: 'Properties', lines: propertyLines(event.properties) },
  ]

  return (
    <div className="relative grid gap-x-8 gap-y-4 bg-page px-4 py-3 md:grid-cols-[2fr_3fr]">
      {lists.map(({ title, lines }) => (
        <section key={title} aria-label={title} className="min-w-0">
          <div className="flex h-8 items-center justify-between">
            <h2 className="text-12 text-ink-3">{title}</h2>
            {title === 'Properties' && (
              <CopyButton text={JSON.stringify(event, null, 2)} label="Copy the event as JSON" />
            )}
          </div>
          <dl className="grid grid-cols-[minmax(7rem,2fr)_3fr] gap-x-4 text-13">
            {lines.map(({ key, label, value }) => (
              <div key={key} className="col-span-2 grid grid-cols-subgrid border-t py-1">
                <dt className="truncate text-ink-2" title={key}>
                  {label}
                </dt>
                <dd className="font-mono text-12 leading-5 break-all">{value}</dd>
              </div>
            ))}
          </dl>
          {lines.some(({ key }) => key.startsWith('$geoip_')) && <LocationCredit />}
          {lines.length === 0 && <p className="text-13 text-ink-3">This event has no properties.</p>}
        </section>
      ))}
    </div>
  )
}
