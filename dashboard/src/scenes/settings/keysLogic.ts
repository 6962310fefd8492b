/** The user's personal API keys. A key's value is known once, right after it was made. */
import { actions, afterMount, connect, kea, listeners, path, reducers } from 'kea'
import { forms } from 'kea-forms'
import { loaders } from 'kea-loaders'

import { createKey, deleteKey, listKeys, type PersonalApiKey } from '../../api/keys'
import { fieldErrors, formError } from '../../logics/formErrors'
import { toastLogic } from '../../logics/toastLogic'
import type { keysLogicType } from './keysLogicType'

export type KeyAccess = 'query' | 'read' | 'everything'

/** What a key may do, in words people choose from. */
export const SCOPES: Record<KeyAccess, string[]> = {
  query: ['query:read'],
  read: ['query:read', 'project:read', 'organization:read', 'user:read'],
  everything: ['*'],
}

export const keysLogic = kea<keysLogicType>([
  path(['scenes', 'settings', 'keysLogic']),
  connect(() => ({ actions: [toastLogic, ['showToast']] })),
  actions({
    startKey: true,
    closeKey: true,
    askToRevoke: (key: PersonalApiKey) => ({ key }),
    keepKey: true,
    showValue: (value: string) => ({ value }),
  }),
  loaders(({ values }) => ({
    keys: [
      [] as PersonalApiKey[],
      {
        loadKeys: async () => listKeys(),
        revokeKey: async (keyId: string) => {
          await deleteKey(keyId)
          return values.keys.filter(({ id }) => id !== keyId)
        },
      },
    ],
  })),
  forms(({ actions, values }) => ({
    newKey: {
      defaults: { label: '', access: 'query' as KeyAccess },
      errors: ({ label }) => ({ label: label.trim() ? undefined : 'Say what the key is for.' }),
      submit: async ({ label, access }) => {
        const { value, ...key } = await createKey(label.trim(), SCOPES[access])
        actions.loadKeysSuccess([...values.keys, key])
        actions.showValue(value)
      },
    },
  })),
  reducers({
    areKeysKnown: [false, { loadKeysSuccess: () => true }],
    keysError: [null as string | null, { loadKeys: () => null, loadKeysFailure: (_, { error }) => error }],
    isMakingKey: [false, { startKey: () => true, closeKey: () => false }],
    shownValue: [
      null as string | null,
      { showValue: (_, { value }) => value, startKey: () => null, closeKey: () => null },
    ],
    keyToRevoke: [
      null as PersonalApiKey | null,
      { askToRevoke: (_, { key }) => key, keepKey: () => null, revokeKey: () => null },
    ],
    formMessage: [
      null as string | null,
      {
        startKey: () => null,
        submitNewKey: () => null,
        submitNewKeyFailure: (_, { error }) => formError(error, ['label']),
      },
    ],
  }),
  listeners(({ actions }) => ({
    startKey: () => actions.resetNewKey(),
    setNewKeyValue: ({ name }) => actions.touchNewKeyField(String(name)),
    submitNewKeyFailure: ({ error }) => actions.setNewKeyManualErrors(fieldErrors(error, ['label'])),
    revokeKeySuccess: () => actions.showToast('done', 'Key revoked.'),
    revokeKeyFailure: ({ error }) => actions.showToast('failed', `The key still works. ${error}`),
  })),
  afterMount(({ actions }) => actions.loadKeys()),
])
