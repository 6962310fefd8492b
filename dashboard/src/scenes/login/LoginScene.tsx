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
import { loginLogic } from './loginLogic'

export function LoginScene(): ReactElement {
  const { login, loginErrors, isLoginSubmitting, formMessage } = useValues(loginLogic)
  const { setLoginValue, submitLogin } = useActions(loginLogic)
  const { searchParams } = useValues(router)
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    submitLogin()
  }

  return (
    <AuthPage
      title="Log in"
      footer={
        <>
          No account yet?{' '}
          <A href={urls.signup(safeNext(searchParams.next))} className="text-accent underline">
            Sign up
          </A>
        </>
      }
    >
      <form onSubmit={submit} noValidate className="flex flex-col gap-2">
        {formMessage && <Notice tone="danger">{formMessage}</Notice>}
        <Field label="Email" error={loginErrors.email}>
          {(control) => (
            <TextInput
              {...control}
              type="email"
              name="email"
              autoComplete="username"
              value={login.email}
              onChange={(event) => setLoginValue('email', event.target.value)}
            />
          )}
        </Field>
        <Field label="Password" error={loginErrors.password}>
          {(control) => (
            <PasswordInput
              {...control}
              name="password"
              autoComplete="current-password"
              value={login.password}
              onChange={(event) => setLoginValue('password', event.target.value)}
            />
          )}
        </Field>
        <Button tone="primary" type="submit" fill="row" state={isLoginSubmitting ? 'busy' : 'ready'}>
          Log in
        </Button>
      </form>
    </AuthPage>
  )
}
