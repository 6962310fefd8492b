import { useActions, useValues } from 'kea'
import { Users } from 'lucide-react'
import type { ReactElement } from 'react'

import { Button } from '../../ui/Button'
import { EmptyState } from '../../ui/EmptyState'
import { ErrorState } from '../../ui/ErrorState'
import { Skeleton } from '../../ui/Skeleton'
import { peopleLogic } from './peopleLogic'
import { PersonLine } from './PersonLine'

export interface PeopleListProps {
  projectId: number
}

const WAITING_ROWS = 6

/** The people that were found so far, and the way to more of them. */
export function PeopleList({ projectId }: PeopleListProps): ReactElement {
  const logic = peopleLogic({ projectId })
  const { page, pageLoading, pageError } = useValues(logic)
  const { showMore, retry } = useActions(logic)
  const { people, next } = page
  if (pageError !== null) {
    return (
      <ErrorState title="The people could not be listed" action={<Button onClick={() => retry()}>Try again</Button>}>
        {pageError}
      </ErrorState>
    )
  }
  if (people.length === 0) {
    return pageLoading ? (
      <Skeleton rows={WAITING_ROWS} label="Looking for the people" />
    ) : (
      <EmptyState icon={<Users size={24} aria-hidden />} title="Nobody is here any more">
        The people behind this number were deleted or merged since it was computed. Refresh the chart to count anew.
      </EmptyState>
    )
  }
  return (
    <>
      <ul aria-label="People" className="-mx-4 divide-y border-y">
        {people.map((person) => (
          <PersonLine key={person.id} person={person} />
        ))}
      </ul>
      {next !== null && (
        <div className="pt-4 text-center">
          <Button state={pageLoading ? 'busy' : 'ready'} onClick={() => showMore()}>
            Show more people
          </Button>
        </div>
      )}
    </>
  )
}
