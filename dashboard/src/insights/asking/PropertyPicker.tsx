import { useActions, useValues } from 'kea'
import type { ReactElement } from 'react'

import { propertyName } from '../../formats/names'
import { taxonomyLogic } from '../../logics/taxonomyLogic'
import type { Option } from '../../ui/matchOptions'
import { Picker } from '../../ui/Picker'
import { Popover, type PopoverTrigger } from '../../ui/Popover'

export interface PropertyPickerProps {
  projectId: number
  selected: string | null
  onPick: (property: string) => void
  trigger: (props: PopoverTrigger) => ReactElement
}

const isFromSdk = (name: string): boolean => name.startsWith('$')

function toOption(name: string): Option {
  const label = propertyName(name)
  return {
    value: name,
    label,
    group: isFromSdk(name) ? 'From the SDK' : 'Your own',
    ...(label === name ? {} : { detail: name }),
  }
}

/** Chooses a property out of those that events carried lately: the customer's own first. */
export function PropertyPicker({ projectId, selected, onPick, trigger }: PropertyPickerProps): ReactElement {
  const logic = taxonomyLogic({ projectId })
  const { propertyKeys, propertyKeysState } = useValues(logic)
  const { needProperties } = useActions(logic)
  const names = propertyKeys.map(({ name }) => name)
  const options = [...names.filter((name) => !isFromSdk(name)), ...names.filter(isFromSdk)].map(toOption)

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
          selected={selected === null ? [] : [selected]}
          state={propertyKeysState}
          onPick={(property) => {
            onPick(property)
            close()
          }}
        />
      )}
    </Popover>
  )
}
