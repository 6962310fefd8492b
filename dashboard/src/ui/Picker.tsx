import { Search } from 'lucide-react'
import { useId, useState, type KeyboardEvent, type ReactElement } from 'react'

import { matchOptions, type Option } from './matchOptions'
import { PickerHint } from './PickerHint'
import { PickerOption } from './PickerOption'

export interface PickerProps {
  label: string
  options: readonly Option[]
  selected: readonly string[]
  onPick: (value: string) => void
  state?: 'ready' | 'loading' | 'failed'
  /** Whether, and where, a typed text that is no option is offered as it is. */
  freeText?: 'first' | 'last' | 'refused'
  selection?: 'one' | 'many'
}

const MOST_SHOWN = 100

/** A search box over a list of options: type, move with the arrows, pick with Enter. */
export function Picker({
  label,
  options,
  selected,
  onPick,
  state = 'ready',
  freeText = 'refused',
  selection = 'one',
}: PickerProps): ReactElement {
  const id = useId()
  const [text, setText] = useState('')
  const [active, setActive] = useState(0)
  const matches = matchOptions(options, text)
  const typed = text.trim()
  const isNew = freeText !== 'refused' && typed !== '' && !options.some((option) => option.value === typed)
  const found = matches.slice(0, MOST_SHOWN)
  const own = isNew ? [{ value: typed, label: `Use “${typed}”` }] : []
  const shown: Option[] = freeText === 'first' ? [...own, ...found] : [...found, ...own]
  const current = Math.min(active, Math.max(0, shown.length - 1))

  const onKeyDown = (event: KeyboardEvent): void => {
    const option = shown[current]
    if (event.key === 'ArrowDown') setActive((current + 1) % Math.max(1, shown.length))
    else if (event.key === 'ArrowUp') setActive((current - 1 + shown.length) % Math.max(1, shown.length))
    else if (event.key === 'Enter' && option) onPick(option.value)
    else return
    event.preventDefault()
  }

  return (
    <div>
      <div className="sticky top-0 z-10 flex items-center gap-2 border-b bg-raised px-3">
        <Search size={16} aria-hidden className="shrink-0 text-ink-3" />
        <input
          // The picker opens because somebody wants to search: the focus belongs here.
          ref={(input) => input?.focus({ preventScroll: true })}
          role="combobox"
          aria-label={label}
          aria-expanded
          aria-controls={`${id}-list`}
          aria-autocomplete="list"
          aria-activedescendant={shown.length > 0 ? `${id}-${current}` : undefined}
          value={text}
          placeholder={freeText === 'refused' ? 'Search' : 'Search or type a value'}
          onChange={(event) => {
            setText(event.target.value)
            setActive(0)
          }}
          onKeyDown={onKeyDown}
          className="h-10 w-full min-w-0 bg-transparent text-14 outline-none max-sm:text-16"
        />
      </div>
      <ul
        id={`${id}-list`}
        role="listbox"
        aria-label={label}
        aria-multiselectable={selection === 'many'}
        className="p-1"
      >
        {shown.map((option, index) => (
          <PickerOption
            key={option.value}
            id={`${id}-${index}`}
            option={option}
            heading={option.group !== shown[index - 1]?.group ? option.group : undefined}
            isSelected={selected.includes(option.value)}
            isActive={index === current}
            selection={selection}
            onPick={() => onPick(option.value)}
          />
        ))}
      </ul>
      <PickerHint
        state={state}
        text={typed}
        known={options.length}
        shown={shown.length}
        more={matches.length - MOST_SHOWN}
      />
    </div>
  )
}
