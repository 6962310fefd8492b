import { expectLogic } from 'kea-test-utils'
import { beforeEach, expect, it, vi } from 'vitest'

import { startKea } from '../../tests/logic'
import { aUser } from '../../tests/samples'
import * as account from '../api/account'
import { toastLogic } from './toastLogic'
import { userLogic } from './userLogic'

vi.mock('../api/account')

beforeEach(() => startKea())

it('finds out who is logged in', async () => {
  vi.mocked(account.findUser).mockResolvedValue(aUser())
  userLogic.mount()
  await expectLogic(userLogic)
    .toFinishAllListeners()
    .toMatchValues({ user: aUser(), isUserKnown: true, userError: null })
})

it('knows a stranger from a server that does not answer', async () => {
  vi.mocked(account.findUser).mockResolvedValueOnce(null)
  userLogic.mount()
  await expectLogic(userLogic).toFinishAllListeners().toMatchValues({ user: null, isUserKnown: true })

  startKea()
  vi.mocked(account.findUser).mockRejectedValueOnce(new Error('The server could not be reached.'))
  userLogic.mount()
  await expectLogic(userLogic)
    .toFinishAllListeners()
    .toMatchValues({ isUserKnown: false, userError: 'The server could not be reached.' })
})

it('says so when log out fails', async () => {
  vi.mocked(account.findUser).mockResolvedValue(aUser())
  vi.mocked(account.logOut).mockRejectedValue(new Error('Try again.'))
  userLogic.mount()
  toastLogic.mount()
  await expectLogic(userLogic, () => userLogic.actions.logOut()).toFinishAllListeners()
  expect(toastLogic.values.toasts).toMatchObject([{ tone: 'failed', text: 'You are still logged in. Try again.' }])
})
