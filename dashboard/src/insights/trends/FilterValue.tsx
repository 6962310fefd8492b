import { useActions, useValues } from 'kea'
import type { ReactElement } from 'react'

import type { PropertyFilter } from '../../api/trends'
import { formatNumber } from '../../formats/numbers'
import { taxonomyLogic } from '../../logics/taxonomyLogic'
import { Button } from '../../ui/Button'
import { Picker } from '../../ui/Picker'
import { Popover } from '../../ui/Popover'

export interface FilterValueProps {
  projectId: number
  filter: PropertyFilter
  label: string
  onChange: (value: string[]) => void
}

/** The values of a condition: several for "is" and "is not", one text for "contains". */
export function FilterValue({ projectId, filter, label, onChange }: FilterValueProps): ReactElement {
  const logic = taxonomyLogic({ projectId })
  const { propertyValues, propertyValuesError } = useValues(logic)
  const { needValues } = useActions(logic)
  const known = propertyValues[filter.key]
  const isOne = filter.operator === 'icontains'
  const own = filter.value.filter((value) => !known?.some(({ name }) => name === value))
  const options = [
    ...own.map((value) => ({ value, label: value })),
    ...(known ?? []).map(({ name, total }) => ({ value: name, label: name, detail: formatNumber(total) })),
  ]
  const toggle = (value: string): string[] =>
    filter.value.includes(value) ? filter.value.filter((other) => other !== value) : [...filter.value, value]
  const text = filter.value.join(', ')

  return (
    <Popover
      width="picker"
      trigger={(props) => (
        <Button
          {...props}
          aria-label={`${label}: ${text || 'none chosen'}`}
          onClick={() => {
            needValues(filter.key)
            props.onClick()
          }}
        >
          <span className={`max-w-40 truncate ${text ? 'font-semibold' : 'text-ink-3'}`}>
            {text || 'Choose a value'}
          </span>
        </Button>
      )}
    >
      {(close) => (
        <Picker
          label={label}
          options={options}
          selected={filter.value}
          selection={isOne ? 'one' : 'many'}
          freeText={isOne ? 'first' : 'last'}
          state={propertyValuesError ? 'failed' : known ? 'ready' : 'loading'}
          onPick={(value) => {
            onChange(isOne ? [value] : toggle(value))
            if (isOne) close()
          }}
        />
      )}
    </Popover>
  )
}
