import type { ReactElement } from 'react'

export interface PickerHintProps {
  state: 'ready' | 'loading' | 'failed'
  text: string
  known: number
  shown: number
  more: number
}

function words({ state, text, known, shown, more }: PickerHintProps): string {
  if (state === 'loading' && known === 0) return 'Loading the list'
  if (state === 'failed' && known === 0) return 'The list could not be loaded. Close and open to try again.'
  if (state === 'ready' && shown === 0) return text === '' ? 'Nothing here yet' : `Nothing matches “${text}”`
  return more > 0 ? `${more} more. Type to narrow the list.` : ''
}

/** Why a picker's list is as short as it is; announced politely. */
export function PickerHint(props: PickerHintProps): ReactElement {
  return (
    <p aria-live="polite" className="px-3 pb-2 text-12 text-ink-3 empty:hidden">
      {words(props)}
    </p>
  )
}
