import { useActions, useValues } from 'kea'
import { A, router } from 'kea-router'
import type { FormEvent, ReactElement } from 'react'

import { AuthPage } from '../../ui/AuthPage'
import { Button } from '../../ui/Button'
import { Field } from '../../ui/Field'
import { Notice } from '../../ui/Notice'
import { PasswordInput } from '../../ui/PasswordInput'
import { TextInput } from '../../ui/TextInput'
import { safeNext, urls } from '../urls'
import { signupLogic } from './signupLogic'
import { StrengthBars } from './StrengthBars'

const TEXT_FIELDS = [
  { name: 'first_name', label: 'Name', type: 'text', autoComplete: 'given-name' },
  { name: 'organization_name', label: 'Organization', type: 'text', autoComplete: 'organization' },
  { name: 'email', label: 'Email', type: 'email', autoComplete: 'username' },
] as const

export function SignupScene(): ReactElement {
  const { signup, signupErrors, isSignupSubmitting, formMessage, judgement } = useValues(signupLogic)
  const { setSignupValue, submitSignup } = useActions(signupLogic)
  const { searchParams } = useValues(router)
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    submitSignup()
  }

  return (
    <AuthPage
      title="Sign up"
      footer={
        <>
          Already have an account?{' '}
          <A href={urls.login(safeNext(searchParams.next))} className="text-accent underline">
            Log in
          </A>
        </>
      }
    >
      <form onSubmit={submit} noValidate className="flex flex-col gap-2">
        {formMessage && <Notice tone="danger">{formMessage}</Notice>}
        {TEXT_FIELDS.map(({ name, label, ...input }) => (
          <Field key={name} label={label} error={signupErrors[name]}>
            {(control) => (
              <TextInput
                {...control}
                {...input}
                name={name}
                value={signup[name]}
                onChange={(event) => setSignupValue(name, event.target.value)}
              />
            )}
          </Field>
        ))}
        <Field label="Password" error={signupErrors.password} hint={<StrengthBars {...judgement} />}>
          {(control) => (
            <PasswordInput
              {...control}
              name="password"
              autoComplete="new-password"
              value={signup.password}
              onChange={(event) => setSignupValue('password', event.target.value)}
            />
          )}
        </Field>
        <Button tone="primary" type="submit" fill="row" state={isSignupSubmitting ? 'busy' : 'ready'}>
          Create account
        </Button>
      </form>
    </AuthPage>
  )
}
