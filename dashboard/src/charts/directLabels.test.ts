import { expect, it } from 'vitest'

import { shorten, spread } from './directLabels'

it('leaves labels where they are when they have room', () => {
  expect(spread([100, 20, 60], 16)).toEqual([100, 20, 60])
})

it('pushes labels that would touch downwards, keeping their order', () => {
  expect(spread([50, 48, 52], 16)).toEqual([64, 48, 80])
})

it('cuts a name that is too long for the strip', () => {
  expect(shorten('https://example.com/a/very/long/path')).toBe('https://example.com/a…')
  expect(shorten('Pageview')).toBe('Pageview')
})
