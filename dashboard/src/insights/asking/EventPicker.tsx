import { useActions, useValues } from 'kea'
import { ChevronDown } from 'lucide-react'
import type { ReactElement } from 'react'

import { eventName } from '../../formats/names'
import { formatNumber } from '../../formats/numbers'
import { taxonomyLogic } from '../../logics/taxonomyLogic'
import { Button } from '../../ui/Button'
import { Picker } from '../../ui/Picker'
import { Popover } from '../../ui/Popover'
import { UNCHOSEN, type ChosenEvent } from './eventNode'

export interface EventPickerProps {
  projectId: number
  /** What the button is about: "Event of series A". */
  label: string
  /** null is every event. */
  value: ChosenEvent
  onChange: (event: string | null) => void
}

/** No event is called so: an event's name is never blank. */
const ANY = ' '

export function EventPicker({ projectId, label, value, onChange }: EventPickerProps): ReactElement {
  const logic = taxonomyLogic({ projectId })
  const { eventNames, eventNamesState } = useValues(logic)
  const { needEvents } = useActions(logic)
  const shown = value === UNCHOSEN ? 'Choose an event' : eventName(value)
  const options = [
    { value: ANY, label: eventName(null) },
    ...eventNames.map(({ name, total }) => ({ value: name, label: eventName(name), detail: formatNumber(total) })),
  ]

  return (
    <Popover
      width="picker"
      fill="row"
      trigger={(props) => (
        <Button
          {...props}
          fill="row"
          aria-label={`${label}: ${shown}`}
          onClick={() => {
            needEvents()
            props.onClick()
          }}
        >
          <span className={`min-w-0 flex-1 truncate text-left ${value === UNCHOSEN ? 'text-ink-3' : 'font-semibold'}`}>
            {shown}
          </span>
          <ChevronDown size={16} aria-hidden className="shrink-0 text-ink-3" />
        </Button>
      )}
    >
      {(close) => (
        <Picker
          label="Event"
          options={options}
          selected={[value ?? ANY]}
          state={eventNamesState}
          onPick={(name) => {
            onChange(name === ANY ? null : name)
            close()
          }}
        />
      )}
    </Popover>
  )
}
