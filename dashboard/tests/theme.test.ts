/** The palette keeps its promise: text passes WCAG AA on every surface, chart colours 3:1 on the card they are drawn on. */
import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

import { MOST_SHADE } from '../src/ui/ShadedCell'

const css = readFileSync('src/ui/theme.css', 'utf8')

const SURFACES = ['page', 'surface', 'raised', 'soft']
const TEXTS = ['ink', 'ink-2', 'ink-3', 'accent', 'danger', 'warn', 'info']
const SERIES = Array.from({ length: 10 }, (_, index) => `series-${index + 1}`)

function token(name: string, theme: 'light' | 'dark'): string {
  const found = new RegExp(`--color-${name}: light-dark\\((#[0-9a-f]{6}), (#[0-9a-f]{6})\\)`).exec(css)
  const color = found?.[theme === 'light' ? 1 : 2]
  if (!color) throw new Error(`theme.css has no token ${name}`)
  return color
}

function luminance(color: string): number {
  const part = (start: number): number => {
    const share = parseInt(color.slice(start, start + 2), 16) / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  }
  return 0.2126 * part(1) + 0.7152 * part(3) + 0.0722 * part(5)
}

function contrast(one: string, other: string): number {
  const both = [luminance(one), luminance(other)]
  return (Math.max(...both) + 0.05) / (Math.min(...both) + 0.05)
}

/** What color-mix() makes of two colours in sRGB. */
function mix(color: string, ground: string, share: number): string {
  const parts = [1, 3, 5].map((start) => {
    const [one, other] = [color, ground].map((text) => parseInt(text.slice(start, start + 2), 16))
    return Math.round((one ?? 0) * share + (other ?? 0) * (1 - share))
  })
  return `#${parts.map((part) => part.toString(16).padStart(2, '0')).join('')}`
}

describe.each(['light', 'dark'] as const)('the %s theme', (theme) => {
  it.each(TEXTS.flatMap((text) => SURFACES.map((surface): [string, string] => [text, surface])))(
    'shows %s on %s at 4.5:1 or better',
    (text, surface) => {
      expect(contrast(token(text, theme), token(surface, theme))).toBeGreaterThanOrEqual(4.5)
    }
  )

  it('shows the words of the primary action at 4.5:1 or better', () => {
    expect(contrast(token('on-accent', theme), token('accent', theme))).toBeGreaterThanOrEqual(4.5)
  })

  it('shows the numbers of a matrix at 4.5:1 or better on their strongest shade', () => {
    const shaded = mix(token('accent', theme), token('surface', theme), MOST_SHADE / 100)
    expect(contrast(token('ink', theme), shaded)).toBeGreaterThanOrEqual(4.5)
  })

  it.each(SERIES)('draws %s on a card at 3:1 or better', (series) => {
    expect(contrast(token(series, theme), token('surface', theme))).toBeGreaterThanOrEqual(3)
  })
})

it('names a colour nowhere but in theme.css', () => {
  const files = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((file) => /\.tsx?$/.test(file))
  const named = files.filter((file) => /#[0-9a-f]{6}\b|\brgba?\(\s*\d/i.test(readFileSync(`src/${file}`, 'utf8')))
  expect(files.length).toBeGreaterThan(50)
  expect(named).toEqual([])
})
