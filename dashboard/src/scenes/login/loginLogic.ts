/** The log in form. After it, the user is loaded and sceneLogic leads on. */
import { connect, kea, listeners, path, reducers } from 'kea'
import { forms } from 'kea-forms'

import { logIn } from '../../api/account'
import { fieldErrors, formError } from '../../logics/formErrors'
import { userLogic } from '../../logics/userLogic'
import type { loginLogicType } from './loginLogicType'

const FIELDS = ['email', 'password'] as const

export const loginLogic = kea<loginLogicType>([
  path(['scenes', 'login', 'loginLogic']),
  connect(() => ({ actions: [userLogic, ['loadUser']] })),
  forms(({ actions }) => ({
    login: {
      defaults: { email: '', password: '' },
      errors: ({ email, password }) => ({
        email: email.trim() ? undefined : 'Enter your email address.',
        password: password ? undefined : 'Enter your password.',
      }),
      submit: async ({ email, password }) => {
        await logIn({ email: email.trim(), password })
        actions.loadUser()
      },
    },
  })),
  reducers({
    formMessage: [
      null as string | null,
      {
        submitLogin: () => null,
        submitLoginFailure: (_, { error }) => formError(error, FIELDS),
      },
    ],
  }),
  listeners(({ actions }) => ({
    setLoginValue: ({ name }) => actions.touchLoginField(String(name)),
    submitLoginFailure: ({ error }) => actions.setLoginManualErrors(fieldErrors(error, FIELDS)),
  })),
])
