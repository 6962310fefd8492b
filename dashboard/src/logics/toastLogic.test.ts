import { afterEach, beforeEach, expect, it, vi } from 'vitest'

import { startKea } from '../../tests/logic'
import { toastLogic } from './toastLogic'

beforeEach(() => {
  vi.useFakeTimers()
  startKea()
  toastLogic.mount()
})

afterEach(() => vi.useRealTimers())

it('takes away what was done after a while, and keeps what failed until it is dismissed', () => {
  toastLogic.actions.showToast('done', 'Saved.')
  toastLogic.actions.showToast('failed', 'Not saved.')
  vi.advanceTimersByTime(6000)
  expect(toastLogic.values.toasts.map(({ text }) => text)).toEqual(['Not saved.'])
  toastLogic.actions.dismissToast(toastLogic.values.toasts[0]?.id ?? 0)
  expect(toastLogic.values.toasts).toEqual([])
})
