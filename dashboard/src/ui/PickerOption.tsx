import { Check } from 'lucide-react'
import { useEffect, useRef, type ReactElement } from 'react'

import type { Option } from './matchOptions'

export interface PickerOptionProps {
  id: string
  option: Option
  heading: string | undefined
  isSelected: boolean
  isActive: boolean
  selection: 'one' | 'many'
  onPick: () => void
}

/** One row of a picker. The keyboard stays in the search box, so a row is only ever pressed. */
export function PickerOption({
  id,
  option,
  heading,
  isSelected,
  isActive,
  selection,
  onPick,
}: PickerOptionProps): ReactElement {
  const row = useRef<HTMLLIElement>(null)
  useEffect(() => {
    if (isActive) row.current?.scrollIntoView({ block: 'nearest' })
  }, [isActive])
  const box = `flex size-4 shrink-0 items-center justify-center rounded border ${isSelected ? 'border-accent bg-accent text-on-accent' : ''}`

  return (
    <>
      {heading && (
        <li role="presentation" className="px-2 pt-2 pb-1 text-12 font-semibold text-ink-3">
          {heading}
        </li>
      )}
      <li
        ref={row}
        id={id}
        role="option"
        aria-selected={isSelected}
        onMouseDown={(event) => {
          event.preventDefault() // the focus stays in the search box
          onPick()
        }}
        className={`control flex cursor-pointer scroll-my-10 items-center gap-2 rounded px-2 text-14 hover:bg-soft ${isActive ? 'bg-soft' : ''}`}
      >
        {selection === 'many' && <span className={box}>{isSelected && <Check size={12} aria-hidden />}</span>}
        <span className="min-w-0 flex-1 truncate">{option.label}</span>
        {option.detail && <span className="text-12 tabular text-ink-3">{option.detail}</span>}
        {selection === 'one' && isSelected && <Check size={16} aria-hidden className="shrink-0 text-accent" />}
      </li>
    </>
  )
}
