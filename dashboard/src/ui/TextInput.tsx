import type { ComponentProps, ReactElement } from 'react'

export type TextInputProps = Omit<ComponentProps<'input'>, 'className'>

export function TextInput(props: TextInputProps): ReactElement {
  return (
    <input
      {...props}
      className="control w-full min-w-0 rounded border bg-surface px-3 text-14 text-ink aria-invalid:border-danger disabled:opacity-60"
    />
  )
}
