import { useActions, useValues } from 'kea'
import type { ReactElement } from 'react'

import { countOf, formatNumber } from '../../formats/numbers'
import { Dialog } from '../../ui/Dialog'
import { PeopleList } from './PeopleList'
import { peopleLogic } from './peopleLogic'

export interface PeoplePanelProps {
  projectId: number
}

/** Who is behind the number that was clicked: beside the chart, on a phone above it. */
export function PeoplePanel({ projectId }: PeoplePanelProps): ReactElement | null {
  const logic = peopleLogic({ projectId })
  const { opened, page } = useValues(logic)
  const { closePeople } = useActions(logic)
  if (!opened) return null
  const known = page.people.length
  const all = opened.people === null ? '' : ` of ${formatNumber(opened.people)}`
  const said = page.next !== null ? `the first ${formatNumber(known)}${all} people` : countOf(known, 'person', 'people')

  return (
    <Dialog title={opened.title} width="side" onClose={() => closePeople()}>
      <p role="status" className="mb-3 text-13 text-ink-2">
        {opened.place}
        {known > 0 && ` · ${said}`}
      </p>
      <PeopleList projectId={projectId} />
    </Dialog>
  )
}
