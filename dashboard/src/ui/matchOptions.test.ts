import { describe, expect, it } from 'vitest'

import { matchOptions } from './matchOptions'

const OPTIONS = [
  { value: 'plan_viewed', label: 'plan_viewed' },
  { value: '$pageview', label: 'Pageview' },
  { value: 'view', label: 'view' },
  { value: 'signed_up', label: 'signed_up' },
]

describe('matchOptions', () => {
  it.each([
    ['keeps everything for an empty text', '  ', ['plan_viewed', '$pageview', 'view', 'signed_up']],
    ['puts the exact name first, then the rest in their order', 'view', ['view', 'plan_viewed', '$pageview']],
    [
      'puts names that start with the text before names that contain it',
      'p',
      ['plan_viewed', '$pageview', 'signed_up'],
    ],
    ['finds the wire name behind a friendly one', '$page', ['$pageview']],
    ['finds nothing for a text nobody has', 'zebra', []],
  ])('%s', (_, text, expected) => {
    expect(matchOptions(OPTIONS, text).map((option) => option.value)).toEqual(expected)
  })
})
