import { useActions, useValues } from 'kea'
import { Split, X } from 'lucide-react'
import type { ReactElement } from 'react'

import { propertyName } from '../../formats/names'
import { Button } from '../../ui/Button'
import { IconButton } from '../../ui/IconButton'
import { Select } from '../../ui/Select'
import { PropertyPicker } from './PropertyPicker'
import { trendsLogic } from './trendsLogic'
import { BREAKDOWN_LIMITS } from './trendsState'

export interface BreakdownEditorProps {
  projectId: number
}

const LIMITS = BREAKDOWN_LIMITS.map((limit) => ({ value: String(limit), label: `Top ${limit}` }))

/** One line per value of a property instead of one per series. */
export function BreakdownEditor({ projectId }: BreakdownEditorProps): ReactElement {
  const logic = trendsLogic({ projectId })
  const { trends } = useValues(logic)
  const { breakDownBy, removeBreakdown, limitBreakdown } = useActions(logic)
  const { breakdown } = trends

  return (
    <section aria-label="Breakdown" className="flex min-w-0 items-center gap-2">
      <h2 className={breakdown ? 'text-14 text-ink-2 max-sm:sr-only' : 'sr-only'}>Break down by</h2>
      <div className="flex min-w-0 flex-wrap items-center gap-1">
        <PropertyPicker
          projectId={projectId}
          selected={breakdown?.key ?? null}
          onPick={breakDownBy}
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
              onChange={(limit) => limitBreakdown(Number(limit))}
            />
            <IconButton label="Remove the breakdown" onClick={removeBreakdown}>
              <X size={16} aria-hidden />
            </IconButton>
          </>
        )}
      </div>
    </section>
  )
}
