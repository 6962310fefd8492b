import { describe, expect, it } from 'vitest'

import { judgePassword } from './passwordStrength'

describe('judgePassword', () => {
  it.each([
    ['', 'none'],
    ['abc', 'weak'],
    ['password', 'weak'],
    ['12345678', 'weak'],
    ['aaaaaaaaaaaa', 'weak'],
    ['Passw0rd1', 'weak'],
    ['mxqvplwe', 'fair'],
    ['correct horse battery staple', 'strong'],
    ['t7#Kq9!vWz2m', 'strong'],
  ])('calls %j %s', (password, strength) => {
    expect(judgePassword(password, []).strength).toBe(strength)
  })

  it('says how many characters are missing', () => {
    expect(judgePassword('abcdefg', []).hint).toBe('1 more character needed.')
  })

  it('does not count what an attacker knows about you', () => {
    expect(judgePassword('marianne.lindqvist', ['marianne', 'lindqvist'])).toEqual({
      strength: 'weak',
      hint: 'Weak: it holds your name or email.',
    })
  })
})
