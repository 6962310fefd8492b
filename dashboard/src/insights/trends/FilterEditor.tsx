import { useActions, useValues } from 'kea'
import { ListFilter } from 'lucide-react'
import type { ReactElement } from 'react'

import { Button } from '../../ui/Button'
import { PropertyPicker } from '../asking/PropertyPicker'
import { FilterLine } from './FilterLine'
import { trendsLogic } from './trendsLogic'

export interface FilterEditorProps {
  projectId: number
}

/** The conditions that every series must meet. */
export function FilterEditor({ projectId }: FilterEditorProps): ReactElement {
  const logic = trendsLogic({ projectId })
  const { trends } = useValues(logic)
  const { addFilter } = useActions(logic)

  return (
    <section aria-label="Filters" className="flex min-w-0 flex-col items-start gap-2">
      <h2 className="sr-only">Filters</h2>
      <ul className="flex w-full flex-col gap-2 empty:hidden">
        {trends.filters.map((filter, index) => (
          <FilterLine key={`${index}-${filter.key}`} projectId={projectId} index={index} filter={filter} />
        ))}
      </ul>
      <PropertyPicker
        projectId={projectId}
        selected={null}
        onPick={addFilter}
        trigger={(props) => (
          <Button {...props} tone="link" icon={<ListFilter size={16} aria-hidden />}>
            Add filter
          </Button>
        )}
      />
    </section>
  )
}
