import { expectLogic } from 'kea-test-utils'
import { beforeEach, expect, it, vi } from 'vitest'

import { startKea } from '../../../tests/logic'
import { aUser } from '../../../tests/samples'
import * as account from '../../api/account'
import { ApiError } from '../../api/client'
import { userLogic } from '../../logics/userLogic'
import { loginLogic } from './loginLogic'

vi.mock('../../api/account')

beforeEach(async () => {
  startKea('/login')
  vi.mocked(account.findUser).mockResolvedValue(null)
  loginLogic.mount()
  await expectLogic(userLogic).toFinishAllListeners()
})

async function submit(email: string, password: string): Promise<void> {
  loginLogic.actions.setLoginValue('email', email)
  loginLogic.actions.setLoginValue('password', password)
  await expectLogic(loginLogic, () => loginLogic.actions.submitLogin()).toFinishAllListeners()
}

it('logs in and then knows who it is', async () => {
  vi.mocked(account.findUser).mockResolvedValue(aUser())
  await submit(' ada@example.com ', ' secret ')
  expect(account.logIn).toHaveBeenCalledWith({ email: 'ada@example.com', password: ' secret ' })
  await expectLogic(userLogic).toFinishAllListeners().toMatchValues({ user: aUser() })
})

it('asks for what is missing before it asks the server', async () => {
  await submit('', '')
  expect(account.logIn).not.toHaveBeenCalled()
  expect(loginLogic.values).toMatchObject({
    loginErrors: { email: 'Enter your email address.', password: 'Enter your password.' },
    formMessage: null,
  })
})

it('shows a refusal above the form and lets one try again', async () => {
  vi.mocked(account.logIn).mockRejectedValueOnce(
    new ApiError(400, 'validation_error', 'invalid_credentials', 'Invalid email or password.', null)
  )
  await submit('ada@example.com', 'wrong')
  expect(loginLogic.values.formMessage).toBe('Invalid email or password.')
  await submit('ada@example.com', 'right')
  expect(account.logIn).toHaveBeenCalledTimes(2)
  expect(loginLogic.values.formMessage).toBeNull()
})
