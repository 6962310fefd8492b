/** What every test of a logic begins with: Kea's plugins, an own router, and an API that answers what the test says. */
import { resetContext } from 'kea'
import { testUtilsPlugin } from 'kea-test-utils'

import { PLUGINS } from '../src/initKea'

export function startKea(address = '/'): void {
  window.history.replaceState({}, '', address)
  resetContext({ plugins: [testUtilsPlugin(), ...PLUGINS] })
}

/** A promise whose answer the test gives when it wants to. */
export interface Later<T> {
  promise: Promise<T>
  answer: (value: T) => void
  fail: (error: Error) => void
}

export function later<T>(): Later<T> {
  let answer: (value: T) => void = () => undefined
  let fail: (error: Error) => void = () => undefined
  const promise = new Promise<T>((resolve, reject) => {
    answer = resolve
    fail = reject
  })
  return { promise, answer, fail }
}
