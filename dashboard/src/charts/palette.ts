/** Reads the theme's colours for the canvas, which knows no CSS variables. */

export const SERIES_COLORS = 10

/** A previous period is drawn in the same hue at this strength. */
export const PREVIOUS_STRENGTH = 0.45

export interface Palette {
  series: string[]
  ink: string
  caption: string
  line: string
  surface: string
  font: string
}

/** Reads tokens as the element sees them, in the theme that is shown now. */
export function readPalette(element: HTMLElement): Palette {
  const probe = document.createElement('span')
  element.append(probe)
  const read = (token: string): string => {
    probe.style.color = `var(--color-${token})`
    return getComputedStyle(probe).color
  }
  const palette = {
    series: Array.from({ length: SERIES_COLORS }, (_, index) => read(`series-${index + 1}`)),
    ink: read('ink'),
    caption: read('ink-3'),
    line: read('line'),
    surface: read('surface'),
    font: getComputedStyle(element).fontFamily,
  }
  probe.remove()
  return palette
}

/** The same colour, weaker. Takes what browsers compute: three numbers in rgb(). */
export function fade(color: string, strength: number): string {
  const parts = color.match(/[\d.]+/g)?.slice(0, 3) ?? ['0', '0', '0']
  return `rgb(${parts.join(' ')} / ${strength})`
}
