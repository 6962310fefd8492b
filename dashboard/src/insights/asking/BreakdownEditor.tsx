import { Split, X } from 'lucide-react'
import type { ReactElement } from 'react'

import { propertyName } from '../../formats/names'
import { Button } from '../../ui/Button'
import { IconButton } from '../../ui/IconButton'
import { Select } from '../../ui/Select'
import { BREAKDOWN_LIMITS, DEFAULT_LIMIT, type Breakdown } from './breakdown'
import { PropertyPicker } from './PropertyPicker'

export interface BreakdownEditorProps {
  projectId: number
  breakdown: Breakdown | null
  onChange: (breakdown: Breakdown | null) => void
}

const LIMITS = BREAKDOWN_LIMITS.map((limit) => ({ value: String(limit), label: `Top ${limit}` }))

/** One line per value of a property instead of one for all. */
export function BreakdownEditor({ projectId, breakdown, onChange }: BreakdownEditorProps): ReactElement {
  return (
    <section aria-label="Breakdown" className="flex min-w-0 items-center gap-2">
      <h2 className={breakdown ? 'text-14 text-ink-2 max-sm:sr-only' : 'sr-only'}>Break down by</h2>
      <div className="flex min-w-0 flex-wrap items-center gap-1">
        <PropertyPicker
          projectId={projectId}
          selected={breakdown?.key ?? null}
          onPick={(key) => onChange({ key, limit: breakdown?.limit ?? DEFAULT_LIMIT })}
          trigger={(props) =>
            breakdown ? (
              <Button {...props} aria-label={`Broken down by ${propertyName(breakdown.key)}`}>
                <span className="max-w-40 truncate font-semibold">{propertyName(breakdown.key)}</span>
              </Button>
            ) : (
              <Button {...props} tone="link" icon={<Split size={16} aria-hidden />}>
                Break down by
              </Button>
            )
          }
        />
        {breakdown && (
          <>
            <Select
              label="How many values"
              value={String(breakdown.limit)}
              options={LIMITS}
              onChange={(limit) => onChange({ ...breakdown, limit: Number(limit) })}
            />
            <IconButton label="Remove the breakdown" onClick={() => onChange(null)}>
              <X size={16} aria-hidden />
            </IconButton>
          </>
        )}
      </div>
    </section>
  )
}
