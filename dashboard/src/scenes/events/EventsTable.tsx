import { useValues } from 'kea'
import type { ReactElement } from 'react'

import { projectsLogic } from '../../logics/projectsLogic'
import { EventLine } from './EventLine'
import { eventsLogic } from './eventsLogic'

const HEAD = 'px-3 text-left text-12 font-normal text-ink-3'

export function EventsTable(): ReactElement {
  const { projectId } = useValues(projectsLogic)
  const { events } = useValues(eventsLogic({ projectId: projectId ?? 0 }))

  return (
    <table className="w-full table-fixed text-13">
      <caption className="sr-only">Recent events. Open a row to see its properties.</caption>
      <thead className="border-b">
        <tr className="h-9">
          <th scope="col" className="w-10">
            <span className="sr-only">Properties</span>
          </th>
          <th scope="col" className={`${HEAD} w-1/4 max-sm:w-auto`}>
            Event
          </th>
          <th scope="col" className={`${HEAD} max-sm:hidden`}>
            Distinct ID
          </th>
          <th scope="col" className={`${HEAD} max-md:hidden`}>
            URL or screen
          </th>
          <th scope="col" className={`${HEAD} w-28 pr-4 text-right max-sm:w-24`}>
            Time
          </th>
        </tr>
      </thead>
      {events.map((event) => (
        <EventLine key={event.uuid} event={event} />
      ))}
    </table>
  )
}
