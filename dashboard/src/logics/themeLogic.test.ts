import { beforeEach, expect, it, vi } from 'vitest'

import { startKea } from '../../tests/logic'
import { themeLogic } from './themeLogic'

beforeEach(() => startKea())

it('follows the system until somebody chooses', () => {
  themeLogic.mount()
  themeLogic.actions.noticeSystemTheme(true)
  expect(themeLogic.values.theme).toBe('dark')
  themeLogic.actions.chooseTheme('light')
  expect(themeLogic.values.theme).toBe('light')
  expect(document.documentElement.dataset.theme).toBe('light')
})

it('remembers the choice in this browser', () => {
  themeLogic.mount()
  themeLogic.actions.chooseTheme('dark')
  startKea()
  themeLogic.mount()
  expect(themeLogic.values.theme).toBe('dark')
  themeLogic.actions.chooseTheme('system')
  expect(document.documentElement.dataset.theme).toBeUndefined()
})

it('stops listening to the system when nobody needs it', () => {
  const remove = vi.spyOn(MediaQueryList.prototype, 'removeEventListener')
  const unmount = themeLogic.mount()
  unmount()
  expect(remove).toHaveBeenCalledWith('change', expect.any(Function))
})
