import { useValues } from 'kea'
import type { ReactElement } from 'react'

import { zoneName } from '../../formats/dates'
import { projectsLogic } from '../../logics/projectsLogic'
import { Card } from '../../ui/Card'
import { Notice } from '../../ui/Notice'
import { Page } from '../../ui/Page'
import { EventFiltersBar } from './EventFiltersBar'
import { EventsList } from './EventsList'
import { eventsLogic } from './eventsLogic'
import { LiveSwitch } from './LiveSwitch'

export function EventsScene(): ReactElement {
  const { zone, projectId } = useValues(projectsLogic)
  const { areEventsKnown, eventsError, readAt } = useValues(eventsLogic({ projectId: projectId ?? 0 }))

  return (
    <Page title="Events" note={`The newest first, times in ${zoneName(zone, readAt)}`} actions={<LiveSwitch />}>
      <EventFiltersBar />
      {areEventsKnown && eventsError && (
        <Notice tone="danger">The list stands still: {eventsError} It is asked for again every two seconds.</Notice>
      )}
      <Card padding="none">
        <EventsList />
      </Card>
    </Page>
  )
}
