import { useActions, useValues } from 'kea'
import { KeyRound, Plus } from 'lucide-react'
import type { ReactElement } from 'react'

import { Button } from '../../ui/Button'
import { Card } from '../../ui/Card'
import { EmptyState } from '../../ui/EmptyState'
import { ErrorState } from '../../ui/ErrorState'
import { Skeleton } from '../../ui/Skeleton'
import { KeyDialog } from './KeyDialog'
import { KeyLine } from './KeyLine'
import { keysLogic } from './keysLogic'
import { RevokeDialog } from './RevokeDialog'

export function ApiKeys(): ReactElement {
  const { keys, areKeysKnown, keysError, isMakingKey, keyToRevoke } = useValues(keysLogic)
  const { startKey, loadKeys } = useActions(keysLogic)
  const create = (
    <Button onClick={startKey} icon={<Plus size={16} aria-hidden />}>
      Create key
    </Button>
  )

  return (
    <Card title="Personal API keys" actions={keys.length > 0 && create} padding="none">
      {!areKeysKnown && !keysError && <Skeleton rows={2} label="Loading keys" />}
      {areKeysKnown && keys.length === 0 && (
        <EmptyState icon={<KeyRound size={24} aria-hidden />} title="No keys yet" action={create}>
          A key lets a script or an agent use the API as you, with the access you choose.
        </EmptyState>
      )}
      {keysError && (
        <ErrorState title="The keys could not be read" action={<Button onClick={() => loadKeys()}>Try again</Button>}>
          {keysError}
        </ErrorState>
      )}
      {keys.length > 0 && (
        <ul className="divide-y">
          {keys.map((key) => (
            <KeyLine key={key.id} apiKey={key} />
          ))}
        </ul>
      )}
      {isMakingKey && <KeyDialog />}
      {keyToRevoke && <RevokeDialog apiKey={keyToRevoke} />}
    </Card>
  )
}
