import { useActions, useValues } from 'kea'
import { X } from 'lucide-react'
import type { ReactElement } from 'react'

import type { FilterOperator, PropertyFilter } from '../../api/trends'
import { propertyName } from '../../formats/names'
import { Button } from '../../ui/Button'
import { IconButton } from '../../ui/IconButton'
import { Select } from '../../ui/Select'
import { PropertyPicker } from '../asking/PropertyPicker'
import { FilterValue } from './FilterValue'
import { trendsLogic } from './trendsLogic'

export interface FilterLineProps {
  projectId: number
  index: number
  filter: PropertyFilter
}

const OPERATORS: { value: FilterOperator; label: string }[] = [
  { value: 'exact', label: 'is' },
  { value: 'is_not', label: 'is not' },
  { value: 'icontains', label: 'contains' },
]

/** One condition: property, operator, values. */
export function FilterLine({ projectId, index, filter }: FilterLineProps): ReactElement {
  const { changeFilter, removeFilter } = useActions(trendsLogic({ projectId }))
  const { trends } = useValues(trendsLogic({ projectId }))
  const name = propertyName(filter.key)
  const place = trends.filters.length > 1 ? ` (filter ${index + 1})` : ''

  return (
    <li className="flex min-w-0 items-center gap-1 max-sm:flex-wrap">
      <PropertyPicker
        projectId={projectId}
        selected={filter.key}
        onPick={(property) => changeFilter(index, { key: property, value: [] })}
        trigger={(props) => (
          <Button {...props} aria-label={`Property: ${name}${place}`}>
            <span className="max-w-40 truncate">{name}</span>
          </Button>
        )}
      />
      <Select
        label={`Operator for ${name}${place}`}
        value={filter.operator}
        options={OPERATORS}
        onChange={(operator) =>
          changeFilter(index, { operator, value: operator === 'icontains' ? filter.value.slice(0, 1) : filter.value })
        }
      />
      <FilterValue
        projectId={projectId}
        filter={filter}
        label={`Value for ${name}${place}`}
        onChange={(value) => changeFilter(index, { value })}
      />
      <IconButton label={`Remove the filter on ${name}${place}`} onClick={() => removeFilter(index)}>
        <X size={16} aria-hidden />
      </IconButton>
    </li>
  )
}
