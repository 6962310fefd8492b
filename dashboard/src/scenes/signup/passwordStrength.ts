/**
 * How strong a password looks, while it is typed. The server judges with a dictionary and has the last word;
 * this only says early what it will say.
 *
 *     characters that surprise  ->  bits  ->  weak | fair | strong, and what to do about it
 */

export type Strength = 'none' | 'weak' | 'fair' | 'strong'

export interface Judgement {
  strength: Strength
  hint: string
}

export const FEWEST_CHARACTERS = 8

const COMMON = /passw[o0]rd|qwert[yz]|letmein|welcome|admin|iloveyou|monkey|dragon|hedgerow|login|abc123/gi
const FAIR_BITS = 34
const STRONG_BITS = 50

const alphabet = (password: string): number =>
  [
    [/[a-z]/, 26],
    [/[A-Z]/, 26],
    [/\d/, 10],
    [/[^A-Za-z0-9]/, 33],
  ].reduce((size, [kind, count]) => size + ((kind as RegExp).test(password) ? (count as number) : 0), 0)

/** How many characters could not be guessed from the one before: "aaaa" has one, "1234" has one. */
function surprises(password: string): number {
  const codes = [...password].map((character) => character.charCodeAt(0))
  return codes.filter((code, index) => index === 0 || Math.abs(code - (codes[index - 1] ?? 0)) > 1).length
}

/** `personal` are words an attacker knows: the name, the parts of the email address. */
export function judgePassword(password: string, personal: readonly string[]): Judgement {
  if (password === '') return { strength: 'none', hint: `${FEWEST_CHARACTERS} characters or more` }
  if (password.length < FEWEST_CHARACTERS) {
    const missing = FEWEST_CHARACTERS - password.length
    return { strength: 'weak', hint: `${missing} more ${missing === 1 ? 'character' : 'characters'} needed.` }
  }
  const known = personal.filter((word) => word.length > 2 && password.toLowerCase().includes(word.toLowerCase()))
  const rest = known.reduce((text, word) => text.toLowerCase().replaceAll(word.toLowerCase(), ''), password)
  const bits = surprises(rest.replace(COMMON, '')) * Math.log2(Math.max(2, alphabet(password)))
  if (bits >= STRONG_BITS) return { strength: 'strong', hint: 'Strong.' }
  if (bits >= FAIR_BITS) return { strength: 'fair', hint: 'Fair. Another word makes it strong.' }
  const hint = known.length > 0 ? 'Weak: it holds your name or email.' : 'Weak: easy to guess. Add more words.'
  return { strength: 'weak', hint }
}
