/** The sign up form: one user, one organization, one first project. */
import { connect, kea, listeners, path, reducers, selectors } from 'kea'
import { forms } from 'kea-forms'

import { signUp, type SignUp } from '../../api/account'
import { fieldErrors, formError } from '../../logics/formErrors'
import { userLogic } from '../../logics/userLogic'
import { FEWEST_CHARACTERS, judgePassword, type Judgement } from './passwordStrength'
import type { signupLogicType } from './signupLogicType'

const FIELDS = ['first_name', 'email', 'password', 'organization_name'] as const

const passwordError = (password: string): string | undefined => {
  if (password === '') return 'Choose a password.'
  return password.length < FEWEST_CHARACTERS ? `Use at least ${FEWEST_CHARACTERS} characters.` : undefined
}

export const signupLogic = kea<signupLogicType>([
  path(['scenes', 'signup', 'signupLogic']),
  connect(() => ({ actions: [userLogic, ['loadUser']] })),
  forms(({ actions }) => ({
    signup: {
      defaults: { first_name: '', email: '', password: '', organization_name: '' } as SignUp,
      errors: ({ first_name, email, password, organization_name }) => ({
        first_name: first_name.trim() ? undefined : 'Enter your name.',
        email: /^\S+@\S+$/.test(email.trim()) ? undefined : 'Enter an email address, such as ada@example.com.',
        password: passwordError(password),
        organization_name: organization_name.trim() ? undefined : 'Enter the name of your organization.',
      }),
      submit: async (details) => {
        await signUp({
          ...details,
          first_name: details.first_name.trim(),
          email: details.email.trim(),
          organization_name: details.organization_name.trim(),
        })
        actions.loadUser()
      },
    },
  })),
  reducers({
    formMessage: [
      null as string | null,
      {
        submitSignup: () => null,
        submitSignupFailure: (_, { error }) => formError(error, FIELDS),
      },
    ],
  }),
  selectors({
    judgement: [
      (s) => [s.signup],
      ({ password, first_name, email }: SignUp): Judgement =>
        judgePassword(password, [...first_name.split(/\s+/), ...email.split(/[@.]/)]),
    ],
  }),
  listeners(({ actions }) => ({
    setSignupValue: ({ name }) => actions.touchSignupField(String(name)),
    submitSignupFailure: ({ error }) => actions.setSignupManualErrors(fieldErrors(error, FIELDS)),
  })),
])
