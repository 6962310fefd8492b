import { beforeEach, expect, it } from 'vitest'

import { startKea } from '../../tests/logic'
import { navigationLogic } from './navigationLogic'

beforeEach(() => startKea())

it('is wide at first and remembers when it was narrowed', () => {
  navigationLogic.mount()
  expect(navigationLogic.values.width).toBe('wide')
  navigationLogic.actions.toggleNavigation()
  startKea()
  navigationLogic.mount()
  expect(navigationLogic.values.width).toBe('icons')
})
