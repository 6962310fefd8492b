import { expect, it } from 'vitest'

import { formatDuration } from './durations'

it.each([
  [0, '0 s'],
  [0.42, '0.4 s'],
  [45, '45 s'],
  [59.6, '1 min'],
  [200, '3 min 20 s'],
  [7200, '2 h'],
  [7199, '1 h 59 min'],
  [277_200, '3 d 5 h'],
])('shows %d seconds as %s', (seconds, text) => {
  expect(formatDuration(seconds)).toBe(text)
})
