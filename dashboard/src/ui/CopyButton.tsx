import { Check, Copy } from 'lucide-react'
import { useState, type ReactElement } from 'react'

import { IconButton } from './IconButton'

export interface CopyButtonProps {
  text: string
  label: string
}

const SAID_MS = 2000

const WORDS = { idle: '', copied: 'Copied', failed: 'Copying is not allowed here. Select the text and press Ctrl+C.' }

/** Copies a text and says so for two seconds. */
export function CopyButton({ text, label }: CopyButtonProps): ReactElement {
  const [state, setState] = useState<keyof typeof WORDS>('idle')
  const copy = async (): Promise<void> => {
    const done = await navigator.clipboard.writeText(text).then(
      () => 'copied' as const,
      () => 'failed' as const
    )
    setState(done)
    window.setTimeout(() => setState('idle'), SAID_MS)
  }

  return (
    <span className="relative inline-flex items-center">
      <span role="status" className="absolute right-full mr-2 rounded bg-raised text-12 whitespace-nowrap text-ink-2">
        {WORDS[state]}
      </span>
      <IconButton tone="bordered" label={label} onClick={() => void copy()}>
        {state === 'copied' ? <Check size={16} aria-hidden className="text-accent" /> : <Copy size={16} aria-hidden />}
      </IconButton>
    </span>
  )
}
