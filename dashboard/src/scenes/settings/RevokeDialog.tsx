import { useActions } from 'kea'
import type { ReactElement } from 'react'

import type { PersonalApiKey } from '../../api/keys'
import { Button } from '../../ui/Button'
import { Dialog } from '../../ui/Dialog'
import { keysLogic } from './keysLogic'

export interface RevokeDialogProps {
  apiKey: PersonalApiKey
}

export function RevokeDialog({ apiKey }: RevokeDialogProps): ReactElement {
  const { keepKey, revokeKey } = useActions(keysLogic)
  return (
    <Dialog title={`Revoke “${apiKey.label}”`} onClose={keepKey}>
      <p className="mb-4 text-14 text-ink-2">
        Everything that uses this key stops working at once. This cannot be undone.
      </p>
      <div className="flex justify-end gap-2">
        <Button onClick={keepKey}>Keep</Button>
        <Button tone="danger" onClick={() => revokeKey(apiKey.id)}>
          Revoke key
        </Button>
      </div>
    </Dialog>
  )
}
