import { CalendarDays, ChevronDown } from 'lucide-react'
import type { ReactElement } from 'react'

import { Button } from '../../ui/Button'
import { Popover } from '../../ui/Popover'
import { CustomRange } from './CustomRange'
import { PRESETS, presetOf, rangeLabel, type Range } from './ranges'
import { useToday } from './useToday'

export interface RangePickerProps {
  range: Range
  onChoose: (range: Range) => void
}

export function RangePicker({ range, onChoose }: RangePickerProps): ReactElement {
  const today = useToday()
  const label = rangeLabel(range)
  const chosen = presetOf(range)

  return (
    <Popover
      width="panel"
      trigger={(props) => (
        <Button
          {...props}
          icon={<CalendarDays size={16} aria-hidden className="text-ink-3" />}
          aria-label={`Date range: ${label}`}
        >
          {label}
          <ChevronDown size={16} aria-hidden className="text-ink-3" />
        </Button>
      )}
    >
      {(close) => (
        <div className="p-2">
          <div role="group" aria-label="Date range" className="grid grid-cols-2 gap-1">
            {PRESETS.map((preset) => (
              <button
                key={preset.label}
                type="button"
                aria-pressed={preset === chosen}
                onClick={() => {
                  onChoose({ from: preset.from, to: preset.to })
                  close()
                }}
                className="control rounded px-2 text-left text-14 hover:bg-soft aria-pressed:bg-soft aria-pressed:font-semibold"
              >
                {preset.label}
              </button>
            ))}
          </div>
          <CustomRange
            range={range}
            today={today}
            onChoose={(chosenRange) => {
              onChoose(chosenRange)
              close()
            }}
          />
        </div>
      )}
    </Popover>
  )
}
