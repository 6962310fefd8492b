import { expectLogic } from 'kea-test-utils'
import { beforeEach, expect, it, vi } from 'vitest'

import { startKea } from '../../../tests/logic'
import { aKey } from '../../../tests/samples'
import * as api from '../../api/keys'
import { keysLogic } from './keysLogic'

vi.mock('../../api/keys')

beforeEach(async () => {
  startKea()
  vi.mocked(api.listKeys).mockResolvedValue([aKey()])
  keysLogic.mount()
  await expectLogic(keysLogic).toFinishAllListeners()
})

it('shows the value of a new key once and never keeps it in the list', async () => {
  vi.mocked(api.createKey).mockResolvedValue({ ...aKey({ id: 'key-2', label: 'agent' }), value: 'phx_secret' })
  keysLogic.actions.startKey()
  keysLogic.actions.setNewKeyValues({ label: ' agent ', access: 'everything' })
  await expectLogic(keysLogic, () => keysLogic.actions.submitNewKey()).toFinishAllListeners()
  expect(api.createKey).toHaveBeenCalledWith('agent', ['*'])
  expect(keysLogic.values.shownValue).toBe('phx_secret')
  expect(JSON.stringify(keysLogic.values.keys)).not.toContain('phx_secret')

  keysLogic.actions.closeKey()
  expect(keysLogic.values.shownValue).toBeNull()
  expect(keysLogic.values.keys.map(({ label }) => label)).toEqual(['nightly report', 'agent'])
})

it('asks what a key is for', async () => {
  keysLogic.actions.startKey()
  await expectLogic(keysLogic, () => keysLogic.actions.submitNewKey()).toFinishAllListeners()
  expect(api.createKey).not.toHaveBeenCalled()
  expect(keysLogic.values.newKeyErrors.label).toBe('Say what the key is for.')
})

it('revokes after asking', async () => {
  keysLogic.actions.askToRevoke(aKey())
  expect(keysLogic.values.keyToRevoke).toEqual(aKey())
  await expectLogic(keysLogic, () => keysLogic.actions.revokeKey('key-1')).toFinishAllListeners()
  expect(api.deleteKey).toHaveBeenCalledWith('key-1')
  expect(keysLogic.values).toMatchObject({ keys: [], keyToRevoke: null })
})

it('keeps the key in the list when it could not be revoked', async () => {
  vi.mocked(api.deleteKey).mockRejectedValueOnce(new Error('busy'))
  await expectLogic(keysLogic, () => keysLogic.actions.revokeKey('key-1')).toFinishAllListeners()
  expect(keysLogic.values.keys).toHaveLength(1)
})
