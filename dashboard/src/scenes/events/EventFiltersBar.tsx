import { useActions, useValues } from 'kea'
import { ChevronDown, X } from 'lucide-react'
import type { ReactElement } from 'react'

import { eventName } from '../../formats/names'
import { formatNumber } from '../../formats/numbers'
import { projectsLogic } from '../../logics/projectsLogic'
import { Button } from '../../ui/Button'
import { Picker } from '../../ui/Picker'
import { Popover } from '../../ui/Popover'
import { SearchInput } from '../../ui/SearchInput'
import { eventsLogic } from './eventsLogic'

const ALL = ''

export function EventFiltersBar(): ReactElement {
  const { projectId } = useValues(projectsLogic)
  const logic = eventsLogic({ projectId: projectId ?? 0 })
  const { filters, hasFilters, eventNames, eventNamesState } = useValues(logic)
  const { filterByName, filterByText, clearFilters, needEvents } = useActions(logic)
  const options = [
    { value: ALL, label: 'All events' },
    ...eventNames.map(({ name, total }) => ({ value: name, label: eventName(name), detail: formatNumber(total) })),
  ]

  return (
    <div role="search" aria-label="Filter events" className="flex flex-wrap items-center gap-2">
      <Popover
        width="picker"
        trigger={(props) => (
          <Button
            {...props}
            onClick={() => {
              needEvents()
              props.onClick()
            }}
            aria-label={`Event: ${filters.name ? eventName(filters.name) : 'All events'}`}
          >
            <span className="max-w-60 truncate">{filters.name ? eventName(filters.name) : 'All events'}</span>
            <ChevronDown size={16} aria-hidden className="text-ink-3" />
          </Button>
        )}
      >
        {(close) => (
          <Picker
            label="Event name"
            options={options}
            selected={[filters.name]}
            state={eventNamesState}
            freeText="last"
            onPick={(name) => {
              filterByName(name)
              close()
            }}
          />
        )}
      </Popover>
      <SearchInput label="Search name, distinct ID and properties" value={filters.text} onChange={filterByText} />
      {hasFilters && (
        <Button tone="quiet" icon={<X size={16} aria-hidden />} onClick={clearFilters}>
          Clear
        </Button>
      )}
    </div>
  )
}
