import { ChevronDown } from 'lucide-react'
import type { ReactElement } from 'react'

export interface SelectOption<T extends string> {
  value: T
  label: string
}

export interface SelectProps<T extends string> {
  label: string
  value: T
  options: readonly SelectOption<T>[]
  onChange: (value: T) => void
  id?: string
}

/** The browser's own select, dressed: it brings its keyboard, its screen reader words and the phone's wheel. */
export function Select<T extends string>({ label, value, options, onChange, id }: SelectProps<T>): ReactElement {
  return (
    <span className="relative inline-flex min-w-0">
      <select
        id={id}
        aria-label={label}
        value={value}
        onChange={(event) => onChange(event.target.value as T)}
        className="control w-full min-w-0 appearance-none truncate rounded border bg-surface pr-8 pl-3 text-14 text-ink hover:bg-soft"
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
      <ChevronDown
        size={16}
        aria-hidden
        className="pointer-events-none absolute top-1/2 right-2 -translate-y-1/2 text-ink-3"
      />
    </span>
  )
}
