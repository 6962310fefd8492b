import { useValues } from 'kea'
import { ChevronRight } from 'lucide-react'
import type { ReactElement } from 'react'

import type { Person } from '../../api/people'
import { formatAgo, formatInstant, parseInstant } from '../../formats/dates'
import { personName } from '../../formats/people'
import { propertyLines } from '../../formats/propertyLines'
import { projectsLogic } from '../../logics/projectsLogic'
import { Ago } from '../../ui/Ago'
import { Initial } from '../../ui/Initial'
import { LocationCredit } from '../../ui/LocationCredit'

export interface PersonLineProps {
  person: Person
}

/** One person; opened, everything that is known of them. */
export function PersonLine({ person }: PersonLineProps): ReactElement {
  const { zone } = useValues(projectsLogic)
  const name = personName(person)
  const created = person.createdAt === null ? null : parseInstant(person.createdAt)
  const lines = [
    { key: 'distinct_ids', label: 'Distinct IDs', value: person.distinctIds.join(', ') || person.id },
    ...propertyLines(person.properties),
  ]

  return (
    <li>
      <details className="group">
        <summary className="flex min-h-10 list-none items-center gap-2 px-4 py-1 text-13 hover:bg-soft focus-visible:-outline-offset-2">
          <ChevronRight size={16} aria-hidden className="shrink-0 text-ink-3 group-open:rotate-90" />
          <Initial name={name} form="round" />
          <span className="min-w-0 flex-1 truncate font-semibold">{name}</span>
          {person.createdAt !== null && created && (
            <span className="shrink-0 text-12 text-ink-3">
              first seen{' '}
              <Ago
                instant={person.createdAt}
                text={formatAgo(created, new Date())}
                exact={formatInstant(created, zone)}
              />
            </span>
          )}
        </summary>
        <div className="px-4 pt-1 pb-3 pl-10">
          <dl className="grid grid-cols-[minmax(0,2fr)_minmax(0,3fr)] gap-x-3 text-13">
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
        </div>
      </details>
    </li>
  )
}
