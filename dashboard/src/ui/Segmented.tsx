import { useId, type ReactElement, type ReactNode } from 'react'

export interface Segment<T extends string> {
  value: T
  label: string
  icon?: ReactNode
}

export interface SegmentedProps<T extends string> {
  label: string
  value: T
  segments: readonly Segment<T>[]
  onChange: (value: T) => void
}

/** One choice out of a few, all visible. Real radio buttons: the arrow keys move the choice. */
export function Segmented<T extends string>({ label, value, segments, onChange }: SegmentedProps<T>): ReactElement {
  const name = useId()
  return (
    <fieldset className="control inline-flex shrink-0 overflow-hidden rounded border bg-surface">
      <legend className="sr-only">{label}</legend>
      {segments.map((segment) => (
        <label
          key={segment.value}
          title={segment.label}
          className="flex cursor-pointer items-center gap-2 border-l px-3 text-14 text-ink-2 transition-colors first-of-type:border-l-0 hover:text-ink has-checked:bg-soft has-checked:font-semibold has-checked:text-ink has-focus-visible:outline-2 has-focus-visible:-outline-offset-2 has-focus-visible:outline-accent"
        >
          <input
            type="radio"
            name={name}
            value={segment.value}
            checked={segment.value === value}
            onChange={() => onChange(segment.value)}
            className="sr-only"
          />
          {segment.icon}
          <span className={segment.icon ? 'max-sm:sr-only' : ''}>{segment.label}</span>
        </label>
      ))}
    </fieldset>
  )
}
