import type { ReactElement } from 'react'

import type { Judgement, Strength } from './passwordStrength'

const BARS: Record<Strength, number> = { none: 0, weak: 1, fair: 2, strong: 3 }
const COLORS: Record<Strength, string> = { none: 'bg-line', weak: 'bg-danger', fair: 'bg-warn', strong: 'bg-accent' }

/** Three small bars and the word for them. */
export function StrengthBars({ strength, hint }: Judgement): ReactElement {
  return (
    <span className="flex items-center gap-2">
      <span aria-hidden className="flex gap-1">
        {[1, 2, 3].map((bar) => (
          <span key={bar} className={`h-1 w-6 rounded-full ${bar <= BARS[strength] ? COLORS[strength] : 'bg-line'}`} />
        ))}
      </span>
      {hint}
    </span>
  )
}
