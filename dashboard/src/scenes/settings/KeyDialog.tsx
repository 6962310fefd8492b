import { useActions, useValues } from 'kea'
import type { FormEvent, ReactElement } from 'react'

import { Button } from '../../ui/Button'
import { CodeBlock } from '../../ui/CodeBlock'
import { Dialog } from '../../ui/Dialog'
import { Field } from '../../ui/Field'
import { Notice } from '../../ui/Notice'
import { Select } from '../../ui/Select'
import { TextInput } from '../../ui/TextInput'
import { keysLogic, type KeyAccess } from './keysLogic'

const ACCESS: { value: KeyAccess; label: string }[] = [
  { value: 'query', label: 'Run queries' },
  { value: 'read', label: 'Read everything' },
  { value: 'everything', label: 'Everything you may do' },
]

/** Makes a key, then shows its value: the only time anybody sees it. */
export function KeyDialog(): ReactElement {
  const { newKey, newKeyErrors, isNewKeySubmitting, shownValue, formMessage } = useValues(keysLogic)
  const { setNewKeyValue, submitNewKey, closeKey } = useActions(keysLogic)
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    submitNewKey()
  }

  if (shownValue !== null) {
    return (
      <Dialog title="Key created" onClose={closeKey}>
        <p className="mb-3 text-14 text-ink-2">Copy the key now and keep it safe. It is not shown again.</p>
        <CodeBlock code={shownValue} copyLabel="Copy the key" />
        <div className="mt-4 flex justify-end">
          <Button tone="primary" onClick={closeKey}>
            Done
          </Button>
        </div>
      </Dialog>
    )
  }

  return (
    <Dialog title="Create a personal API key" onClose={closeKey}>
      <form onSubmit={submit} noValidate className="flex flex-col gap-2">
        {formMessage && <Notice tone="danger">{formMessage}</Notice>}
        <Field label="Label" error={newKeyErrors.label} hint="Where the key is used, such as “nightly report”.">
          {(control) => (
            <TextInput
              {...control}
              value={newKey.label}
              onChange={(event) => setNewKeyValue('label', event.target.value)}
            />
          )}
        </Field>
        <Field label="Access">
          {({ id }) => (
            <Select
              id={id}
              label="Access"
              value={newKey.access}
              options={ACCESS}
              onChange={(access) => setNewKeyValue('access', access)}
            />
          )}
        </Field>
        <div className="flex justify-end gap-2">
          <Button onClick={closeKey}>Cancel</Button>
          <Button tone="primary" type="submit" state={isNewKeySubmitting ? 'busy' : 'ready'}>
            Create key
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
