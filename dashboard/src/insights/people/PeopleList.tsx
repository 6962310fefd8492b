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
  if (pageError !== null && people.length === 0) {
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
        <div className="flex flex-wrap items-center justify-center gap-x-3 gap-y-2 pt-4">
          {pageError !== null && (
            <p role="alert" className="text-13 text-danger">
              The next people could not be listed. {pageError}
            </p>
          )}
          <Button state={pageLoading ? 'busy' : 'ready'} onClick={() => (pageError === null ? showMore() : retry())}>
            {pageError === null ? 'Show more people' : 'Try again'}
          </Button>
        </div>
      )}
    </>
  )
}
