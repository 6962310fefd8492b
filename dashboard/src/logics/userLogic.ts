/** Who is logged in. */
import { afterMount, kea, listeners, path, reducers } from 'kea'
import { loaders } from 'kea-loaders'

import { findUser, logOut, type User } from '../api/account'
import { urls } from '../scenes/urls'
import { toastLogic } from './toastLogic'
import type { userLogicType } from './userLogicType'

export const userLogic = kea<userLogicType>([
  path(['logics', 'userLogic']),
  loaders({
    user: [null as User | null, { loadUser: async () => findUser() }],
    farewell: [
      false,
      {
        logOut: async () => {
          await logOut()
          return true
        },
      },
    ],
  }),
  reducers({
    isUserKnown: [false, { loadUserSuccess: () => true }],
    userError: [null as string | null, { loadUser: () => null, loadUserFailure: (_, { error }) => error }],
  }),
  listeners({
    // A new page, so that nothing of this user stays in memory.
    logOutSuccess: () => window.location.assign(urls.login()),
    logOutFailure: ({ error }) => toastLogic.actions.showToast('failed', `You are still logged in. ${error}`),
  }),
  afterMount(({ actions }) => actions.loadUser()),
])
