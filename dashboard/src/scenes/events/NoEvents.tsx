import { useActions, useValues } from 'kea'
import { router } from 'kea-router'
import { Radio, SearchX } from 'lucide-react'
import type { ReactElement } from 'react'

import { projectsLogic } from '../../logics/projectsLogic'
import { Button } from '../../ui/Button'
import { EmptyState } from '../../ui/EmptyState'
import { LinkButton } from '../../ui/LinkButton'
import { urls } from '../urls'
import { eventsLogic } from './eventsLogic'

/** The list is empty: because of the filters, or because nothing was ever sent. */
export function NoEvents(): ReactElement {
  const { projectId } = useValues(projectsLogic)
  const logic = eventsLogic({ projectId: projectId ?? 0 })
  const { hasFilters } = useValues(logic)
  const { clearFilters } = useActions(logic)
  const { push } = useActions(router)

  if (hasFilters) {
    return (
      <EmptyState
        icon={<SearchX size={24} aria-hidden />}
        title="No event matches"
        action={<Button onClick={clearFilters}>Clear filters</Button>}
      >
        Nothing in the last 30 days has this name and text. New events that match appear here by themselves.
      </EmptyState>
    )
  }
  return (
    <EmptyState
      icon={<Radio size={24} aria-hidden />}
      title="No events yet"
      action={
        <LinkButton tone="primary" href={urls.home(projectId ?? 0)} onOpen={push}>
          Send the first event
        </LinkButton>
      }
    >
      Every event of the last 30 days is listed here a moment after it was sent.
    </EmptyState>
  )
}
