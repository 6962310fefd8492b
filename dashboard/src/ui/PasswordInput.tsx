import { Eye, EyeOff } from 'lucide-react'
import { useState, type ComponentProps, type ReactElement } from 'react'

import { IconButton } from './IconButton'
import { TextInput } from './TextInput'

export type PasswordInputProps = Omit<ComponentProps<'input'>, 'className' | 'type'>

/** A password that can be looked at while it is typed. */
export function PasswordInput(props: PasswordInputProps): ReactElement {
  const [type, setType] = useState<'password' | 'text'>('password')
  const isHidden = type === 'password'
  return (
    <div className="flex gap-1">
      <TextInput {...props} type={type} />
      <IconButton
        tone="bordered"
        label={isHidden ? 'Show the password' : 'Hide the password'}
        onClick={() => setType(isHidden ? 'text' : 'password')}
      >
        {isHidden ? <Eye size={16} aria-hidden /> : <EyeOff size={16} aria-hidden />}
      </IconButton>
    </div>
  )
}
