import { beforeEach, expect, it, vi } from 'vitest'

import { startKea } from '../../tests/logic'
import { themeLogic } from './themeLogic'

beforeEach(() => startKea())

it('follows the system until somebody chooses, and stops listening when nobody needs it', () => {
  const system = Object.assign(new EventTarget(), { matches: false })
  vi.spyOn(window, 'matchMedia').mockReturnValue(system as MediaQueryList)
  const forget = vi.spyOn(system, 'removeEventListener')
  const unmount = themeLogic.mount()
  system.matches = true
  system.dispatchEvent(new Event('change'))
  expect(themeLogic.values.theme).toBe('dark')
  themeLogic.actions.chooseTheme('light')
  expect(themeLogic.values.theme).toBe('light')
  expect(document.documentElement.dataset.theme).toBe('light')
  unmount()
  expect(forget).toHaveBeenCalledWith('change', expect.any(Function))
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
