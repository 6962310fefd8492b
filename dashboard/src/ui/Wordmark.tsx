import type { ReactElement } from 'react'

import { Mark } from './Mark'

export function Wordmark(): ReactElement {
  return (
    <span className="flex items-center gap-2 text-16 font-semibold">
      <Mark />
      Hedgerow
    </span>
  )
}
