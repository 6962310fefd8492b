import type { ReactElement } from 'react'

import { CopyButton } from './CopyButton'

export interface CodeBlockProps {
  code: string
  /** What is copied: "Copy the Python snippet". */
  copyLabel: string
}

export function CodeBlock({ code, copyLabel }: CodeBlockProps): ReactElement {
  return (
    <div className="flex items-start gap-2 rounded border bg-page p-2">
      {/* Focusable so that a long line can be scrolled with the arrow keys. */}
      <pre
        tabIndex={0}
        className="min-w-0 flex-1 overflow-x-auto rounded px-2 py-1.5 font-mono text-13 text-ink max-sm:py-2.5"
      >
        <code>{code}</code>
      </pre>
      <CopyButton text={code} label={copyLabel} />
    </div>
  )
}
