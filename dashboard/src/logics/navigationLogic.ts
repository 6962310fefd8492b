/** Whether the navigation is wide or only icons; remembered in this browser. */
import { actions, kea, listeners, path, reducers } from 'kea'

import type { navigationLogicType } from './navigationLogicType'
import { readStored, writeStored } from './stored'

export type NavigationWidth = 'wide' | 'icons'

export const navigationLogic = kea<navigationLogicType>([
  path(['logics', 'navigationLogic']),
  actions({ toggleNavigation: true }),
  reducers(() => ({
    width: [
      readStored<NavigationWidth>('navigation', 'wide'),
      { toggleNavigation: (width): NavigationWidth => (width === 'wide' ? 'icons' : 'wide') },
    ],
  })),
  listeners(({ values }) => ({
    toggleNavigation: () => writeStored('navigation', values.width),
  })),
])
