import { useState, type FormEvent, type ReactElement } from 'react'

import { Button } from '../../ui/Button'
import { TextInput } from '../../ui/TextInput'
import { isAbsolute, type Range } from './ranges'

export interface CustomRangeProps {
  range: Range
  /** The calendar day in the project's zone: the last one that can be chosen. */
  today: string
  onChoose: (range: Range) => void
}

/** Two days of the calendar, both included. */
export function CustomRange({ range, today, onChoose }: CustomRangeProps): ReactElement {
  const [from, setFrom] = useState(isAbsolute(range.from) ? range.from : '')
  const [to, setTo] = useState(isAbsolute(range.to) ? range.to : today)
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    onChoose({ from, to })
  }

  return (
    <form onSubmit={submit} className="mt-2 flex items-end gap-2 border-t px-2 pt-3 pb-1">
      <label className="flex min-w-0 flex-1 flex-col gap-1 text-12 text-ink-3">
        From
        <TextInput
          type="date"
          required
          max={to || today}
          value={from}
          onChange={(event) => setFrom(event.target.value)}
        />
      </label>
      <label className="flex min-w-0 flex-1 flex-col gap-1 text-12 text-ink-3">
        To
        <TextInput
          type="date"
          required
          min={from}
          max={today}
          value={to}
          onChange={(event) => setTo(event.target.value)}
        />
      </label>
      <Button type="submit">Apply</Button>
    </form>
  )
}
