import { useState, type FormEvent, type ReactElement } from 'react'

import { Button } from '../../ui/Button'
import { Dialog } from '../../ui/Dialog'
import { Field } from '../../ui/Field'
import { TextInput } from '../../ui/TextInput'

export interface RenameDialogProps {
  name: string
  /** The name it has without one of its own. */
  placeholder: string
  onRename: (name: string) => void
  onClose: () => void
}

export function RenameDialog({ name, placeholder, onRename, onClose }: RenameDialogProps): ReactElement {
  const [text, setText] = useState(name)
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    onRename(text)
    onClose()
  }

  return (
    <Dialog title="Rename series" onClose={onClose}>
      <form onSubmit={submit} className="flex flex-col gap-2">
        <Field label="Name" hint="Empty brings back the event's own name.">
          {(control) => (
            <TextInput
              {...control}
              value={text}
              placeholder={placeholder}
              onChange={(event) => setText(event.target.value)}
            />
          )}
        </Field>
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button tone="primary" type="submit">
            Rename
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
