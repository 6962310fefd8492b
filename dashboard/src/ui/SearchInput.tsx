import { Search } from 'lucide-react'
import type { ReactElement } from 'react'

export interface SearchInputProps {
  label: string
  value: string
  onChange: (value: string) => void
}

export function SearchInput({ label, value, onChange }: SearchInputProps): ReactElement {
  return (
    <span className="relative min-w-0 flex-1 sm:max-w-96">
      <Search
        size={16}
        aria-hidden
        className="pointer-events-none absolute top-1/2 left-3 -translate-y-1/2 text-ink-3"
      />
      <input
        type="search"
        aria-label={label}
        placeholder={label}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        className="control w-full min-w-0 truncate rounded border bg-surface pr-3 pl-9 text-14"
      />
    </span>
  )
}
