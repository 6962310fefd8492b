import { expectLogic } from 'kea-test-utils'
import { beforeEach, expect, it, vi } from 'vitest'

import { startKea } from '../../../tests/logic'
import * as account from '../../api/account'
import { ApiError } from '../../api/client'
import { userLogic } from '../../logics/userLogic'
import { signupLogic } from './signupLogic'

vi.mock('../../api/account')

const DETAILS = {
  first_name: ' Ada ',
  email: ' ada@example.com ',
  password: 'correct horse battery',
  organization_name: ' Engines ',
}

beforeEach(async () => {
  startKea('/signup')
  vi.mocked(account.findUser).mockResolvedValue(null)
  signupLogic.mount()
  await expectLogic(userLogic).toFinishAllListeners()
})

async function submit(changes: Partial<typeof DETAILS>): Promise<void> {
  signupLogic.actions.setSignupValues({ ...DETAILS, ...changes })
  await expectLogic(signupLogic, () => signupLogic.actions.submitSignup()).toFinishAllListeners()
}

it('sends tidy details, the password untouched', async () => {
  await submit({ password: ' correct horse ' })
  expect(account.signUp).toHaveBeenCalledWith({
    first_name: 'Ada',
    email: 'ada@example.com',
    password: ' correct horse ',
    organization_name: 'Engines',
  })
})

it.each([
  ['first_name', '  ', 'Enter your name.'],
  ['email', 'ada', 'Enter an email address, such as ada@example.com.'],
  ['password', '1234567', 'Use at least 8 characters.'],
  ['organization_name', '', 'Enter the name of your organization.'],
] as const)('refuses a bad %s before it asks the server', async (field, value, message) => {
  await submit({ [field]: value })
  expect(account.signUp).not.toHaveBeenCalled()
  expect(signupLogic.values.signupErrors[field]).toBe(message)
})

it('puts what the server refuses at the field it names', async () => {
  vi.mocked(account.signUp).mockRejectedValue(new ApiError(400, 'validation_error', 'x', 'Too common.', 'password'))
  await submit({})
  expect(signupLogic.values).toMatchObject({ signupErrors: { password: 'Too common.' }, formMessage: null })
})

it('does not call a password strong that is made of the email address', () => {
  signupLogic.actions.setSignupValues({
    ...DETAILS,
    email: 'marianne@lindqvist.example',
    password: 'mariannelindqvist',
  })
  expect(signupLogic.values.judgement.strength).toBe('weak')
})
