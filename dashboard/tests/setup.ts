/** Every test starts with an empty browser: no stored choice, and the address of the front page. */
import { afterEach, beforeEach } from 'vitest'

beforeEach(() => {
  window.localStorage.clear()
  window.history.replaceState({}, '', '/')
})

afterEach(() => {
  document.body.innerHTML = ''
})
