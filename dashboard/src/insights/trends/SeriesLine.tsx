import { useActions, useValues } from 'kea'
import { ArrowDown, ArrowUp, Copy, Ellipsis, Pencil, Trash2 } from 'lucide-react'
import { useState, type ReactElement } from 'react'

import type { TrendsMath } from '../../api/trends'
import { eventName } from '../../formats/names'
import { IconButton } from '../../ui/IconButton'
import { Menu } from '../../ui/Menu'
import { MenuItem } from '../../ui/MenuItem'
import { Popover } from '../../ui/Popover'
import { Select } from '../../ui/Select'
import { EventPicker } from '../asking/EventPicker'
import { letterOf } from '../series/seriesModel'
import { RenameDialog } from './RenameDialog'
import { trendsLogic } from './trendsLogic'
import { MOST_SERIES } from './trendsState'

export interface SeriesLineProps {
  projectId: number
  index: number
}

const MATHS: { value: TrendsMath; label: string }[] = [
  { value: 'total', label: 'Total count' },
  { value: 'dau', label: 'Unique users' },
]

/** One series of the editor: its letter, its event, how it is counted. */
export function SeriesLine({ projectId, index }: SeriesLineProps): ReactElement | null {
  const logic = trendsLogic({ projectId })
  const { trends } = useValues(logic)
  const { chooseEvent, chooseMath, removeSeries, moveSeries, duplicateSeries, renameSeries } = useActions(logic)
  const [isRenaming, setRenaming] = useState(false)
  const series = trends.series[index]
  if (!series) return null
  const letter = letterOf(index)
  const count = trends.series.length
  const commands = [
    { label: 'Rename', icon: Pencil, run: () => setRenaming(true), isOffered: true },
    { label: 'Duplicate', icon: Copy, run: () => duplicateSeries(index), isOffered: count < MOST_SERIES },
    { label: 'Move up', icon: ArrowUp, run: () => moveSeries(index, -1), isOffered: index > 0 },
    { label: 'Move down', icon: ArrowDown, run: () => moveSeries(index, 1), isOffered: index < count - 1 },
    { label: 'Remove', icon: Trash2, run: () => removeSeries(index), isOffered: count > 1 },
  ].filter((command) => command.isOffered)

  return (
    <li>
      <div className="flex items-center gap-2 max-sm:flex-wrap">
        <span
          aria-hidden
          className="flex size-6 shrink-0 items-center justify-center rounded bg-soft text-12 font-semibold text-accent"
        >
          {letter}
        </span>
        <div className="min-w-0 flex-1">
          <EventPicker
            projectId={projectId}
            label={`Event of series ${letter}`}
            value={series.event}
            onChange={(event) => chooseEvent(index, event)}
          />
        </div>
        <div className="max-sm:order-last max-sm:w-full max-sm:pl-8">
          <Select
            label={`How series ${letter} is counted`}
            value={series.math}
            options={MATHS}
            onChange={(math) => chooseMath(index, math)}
          />
        </div>
        <Popover
          kind="menu"
          align="end"
          trigger={(props) => (
            <IconButton {...props} label={`More for series ${letter}`}>
              <Ellipsis size={16} aria-hidden />
            </IconButton>
          )}
        >
          {(close) => (
            <Menu label={`Series ${letter}`}>
              {commands.map(({ label, icon: Icon, run }) => (
                <MenuItem
                  key={label}
                  icon={<Icon size={16} aria-hidden />}
                  onSelect={() => {
                    close()
                    run()
                  }}
                >
                  {label}
                </MenuItem>
              ))}
            </Menu>
          )}
        </Popover>
      </div>
      {series.name && <p className="mt-1 truncate pl-8 text-12 text-ink-3">Shown as “{series.name}”</p>}
      {isRenaming && (
        <RenameDialog
          name={series.name}
          placeholder={eventName(series.event)}
          onRename={(name) => renameSeries(index, name)}
          onClose={() => setRenaming(false)}
        />
      )}
    </li>
  )
}
