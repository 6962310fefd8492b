import { useActions, useValues } from 'kea'
import type { ReactElement } from 'react'

import { propertyName } from '../../formats/names'
import { propertyId, taxonomyLogic, type PropertyRef } from '../../logics/taxonomyLogic'
import { Picker } from '../../ui/Picker'
import { Popover, type PopoverTrigger } from '../../ui/Popover'

export interface PropertyPickerProps {
  projectId: number
  selected: PropertyRef | null
  onPick: (property: PropertyRef) => void
  trigger: (props: PopoverTrigger) => ReactElement
}

const GROUPS = { event: 'Event properties', person: 'Person properties' }

/** Chooses a property of events or persons, out of those that were sent lately. */
export function PropertyPicker({ projectId, selected, onPick, trigger }: PropertyPickerProps): ReactElement {
  const logic = taxonomyLogic({ projectId })
  const { propertyKeys, propertyKeysState } = useValues(logic)
  const { needProperties } = useActions(logic)
  const options = propertyKeys.map((property) => ({
    value: propertyId(property),
    label: propertyName(property.key),
    group: GROUPS[property.type],
    ...(propertyName(property.key) === property.key ? {} : { detail: property.key }),
  }))

  return (
    <Popover
      width="picker"
      trigger={(props) =>
        trigger({
          ...props,
          onClick: () => {
            needProperties()
            props.onClick()
          },
        })
      }
    >
      {(close) => (
        <Picker
          label="Property"
          options={options}
          selected={selected ? [propertyId(selected)] : []}
          state={propertyKeysState === 'idle' ? 'loading' : propertyKeysState}
          onPick={(id) => {
            const property = propertyKeys.find((one) => propertyId(one) === id)
            if (property) onPick({ type: property.type, key: property.key })
            close()
          }}
        />
      )}
    </Popover>
  )
}
