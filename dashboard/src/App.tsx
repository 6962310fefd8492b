import { useActions, useMountedLogic, useValues } from 'kea'
import { router } from 'kea-router'
import type { ReactElement } from 'react'

import { themeLogic } from './logics/themeLogic'
import { userLogic } from './logics/userLogic'
import { SCENES } from './scenes/registry'
import { sceneLogic } from './scenes/sceneLogic'
import { ErrorBoundary } from './shell/ErrorBoundary'
import { Screen } from './shell/Screen'
import { Shell } from './shell/Shell'
import { Toasts } from './shell/Toasts'
import { Button } from './ui/Button'
import { ErrorState } from './ui/ErrorState'

/** The door: nothing is shown before it is known who is there. */
export function App(): ReactElement {
  useMountedLogic(themeLogic)
  const { sceneName } = useValues(sceneLogic)
  const { user, isUserKnown, userError } = useValues(userLogic)
  const { loadUser } = useActions(userLogic)
  const { location } = useValues(router)
  const isOpenToAll = sceneName !== null && SCENES[sceneName].access === 'anyone'

  if (!isUserKnown && userError) {
    return (
      <ErrorState title="Hedgerow does not answer" action={<Button onClick={() => loadUser()}>Try again</Button>}>
        {userError}
      </ErrorState>
    )
  }
  if (!isUserKnown)
    return (
      <p role="status" className="sr-only">
        Loading Hedgerow
      </p>
    )
  const screen = (
    <ErrorBoundary place={location.pathname}>
      <Screen />
    </ErrorBoundary>
  )

  return (
    <>
      {user && !isOpenToAll ? <Shell>{screen}</Shell> : screen}
      <Toasts />
    </>
  )
}
