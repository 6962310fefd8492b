import { describe, expect, it } from 'vitest'

import { redirectOf, type Visit } from './redirect'

const visit = (changes: Partial<Visit>): Visit => ({
  scene: 'trends',
  access: 'user',
  here: '/project/1/trends?interval=week',
  next: undefined,
  isLoggedIn: true,
  startProjectId: 7,
  ...changes,
})

describe('redirectOf', () => {
  it('lets somebody who is logged in stay', () => {
    expect(redirectOf(visit({}))).toBeNull()
  })

  it('sends a stranger to log in, remembering the whole address', () => {
    expect(redirectOf(visit({ isLoggedIn: false }))).toBe('/login?next=%2Fproject%2F1%2Ftrends%3Finterval%3Dweek')
  })

  it('lets a stranger see what anyone may see', () => {
    expect(redirectOf(visit({ scene: 'login', access: 'anyone', isLoggedIn: false }))).toBeNull()
  })

  it('takes somebody who has just logged in to where they wanted to go', () => {
    const login = { scene: 'login', access: 'anyone' as const }
    expect(redirectOf(visit({ ...login, next: '/project/1/events' }))).toBe('/project/1/events')
    expect(redirectOf(visit({ ...login, next: '//evil.example' }))).toBe('/project/7/home')
  })

  it('opens the start project from the front page, once it is known', () => {
    expect(redirectOf(visit({ scene: 'root' }))).toBe('/project/7/home')
    expect(redirectOf(visit({ scene: 'root', startProjectId: null }))).toBeNull()
  })
})
