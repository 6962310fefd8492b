import { useState, type ReactElement } from 'react'

import { TextInput, type TextInputProps } from './TextInput'

export interface LateInputProps extends Omit<TextInputProps, 'value' | 'onChange' | 'onBlur' | 'onKeyDown'> {
  value: string
  onChoose: (value: string) => void
}

/** A text that counts once it is written to its end: with Enter, or on leaving the field. */
export function LateInput({ value, onChoose, ...rest }: LateInputProps): ReactElement {
  const [draft, setDraft] = useState<string | null>(null)
  const settle = (): void => {
    if (draft !== null && draft.trim() !== value) onChoose(draft.trim())
    setDraft(null)
  }
  return (
    <TextInput
      {...rest}
      value={draft ?? value}
      onChange={(event) => setDraft(event.target.value)}
      onBlur={settle}
      onKeyDown={(event) => {
        if (event.key === 'Enter') settle()
      }}
    />
  )
}
