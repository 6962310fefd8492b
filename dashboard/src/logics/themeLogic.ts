/** Light, dark, or as the system says. */
import { actions, afterMount, beforeUnmount, kea, listeners, path, reducers, selectors } from 'kea'

import { readStored, writeStored } from './stored'
import type { themeLogicType } from './themeLogicType'

export type ThemeChoice = 'system' | 'light' | 'dark'

const DARK = '(prefers-color-scheme: dark)'

function applyTheme(choice: ThemeChoice): void {
  if (choice === 'system') delete document.documentElement.dataset.theme
  else document.documentElement.dataset.theme = choice
}

export const themeLogic = kea<themeLogicType>([
  path(['logics', 'themeLogic']),
  actions({
    chooseTheme: (choice: ThemeChoice) => ({ choice }),
    noticeSystemTheme: (isDark: boolean) => ({ isDark }),
  }),
  reducers(() => ({
    choice: [readStored<ThemeChoice>('theme', 'system'), { chooseTheme: (_, { choice }) => choice }],
    isSystemDark: [window.matchMedia(DARK).matches, { noticeSystemTheme: (_, { isDark }) => isDark }],
  })),
  selectors({
    theme: [
      (s) => [s.choice, s.isSystemDark],
      (choice: ThemeChoice, isSystemDark: boolean): 'light' | 'dark' =>
        choice === 'system' ? (isSystemDark ? 'dark' : 'light') : choice,
    ],
  }),
  listeners({
    chooseTheme: ({ choice }) => {
      writeStored('theme', choice)
      applyTheme(choice)
    },
  }),
  afterMount(({ actions, values, cache }) => {
    applyTheme(values.choice)
    const system = window.matchMedia(DARK)
    const notice = (): void => actions.noticeSystemTheme(system.matches)
    system.addEventListener('change', notice)
    cache.forgetSystem = () => system.removeEventListener('change', notice)
  }),
  beforeUnmount(({ cache }) => cache.forgetSystem()),
])
