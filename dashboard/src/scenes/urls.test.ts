import { describe, expect, it } from 'vitest'

import { inProject, projectIdOf, safeNext, urls } from './urls'

describe('safeNext', () => {
  it.each([
    ['/project/1/trends?interval=week', '/project/1/trends?interval=week'],
    ['//evil.example/x', null],
    ['/\\evil.example', null],
    ['https://evil.example', null],
    [undefined, null],
  ])('turns %s into %s', (next, expected) => {
    expect(safeNext(next)).toBe(expected)
  })
})

it('finds the project of an address', () => {
  expect(projectIdOf(urls.trends(42))).toBe(42)
  expect(projectIdOf('/project/phc_token/replay/1')).toBeNull()
  expect(projectIdOf('/login')).toBeNull()
})

it('keeps the screen when the project changes', () => {
  expect(inProject(urls.trends(1), 2)).toBe(urls.trends(2))
  expect(inProject('/login', 2)).toBe(urls.home(2))
})

it('returns to the front page without saying so', () => {
  expect(urls.login('/')).toBe('/login')
  expect(urls.login('/project/1/events')).toBe('/login?next=%2Fproject%2F1%2Fevents')
})
