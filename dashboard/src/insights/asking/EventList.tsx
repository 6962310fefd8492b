import { ArrowDown, ArrowUp, Ellipsis, Plus, Trash2 } from 'lucide-react'
import type { ReactElement } from 'react'

import { Button } from '../../ui/Button'
import { IconButton } from '../../ui/IconButton'
import { Menu } from '../../ui/Menu'
import { MenuItem } from '../../ui/MenuItem'
import { Popover } from '../../ui/Popover'
import type { ChosenEvent } from './eventNode'
import { EventPicker } from './EventPicker'
import { moveBy, removeAt } from './lists'

export interface EventListProps {
  projectId: number
  /** What one of them is called: "step", "series". */
  noun: string
  events: readonly ChosenEvent[]
  /** "1" or "A". */
  nameOf: (index: number) => string
  fewest: number
  most: number
  /** What a new line begins with. */
  blank: ChosenEvent
  onChange: (events: ChosenEvent[]) => void
}

/** Events in an order: choose, move, add and remove. */
export function EventList(props: EventListProps): ReactElement {
  const { projectId, noun, events, nameOf, fewest, most, blank, onChange } = props
  const commandsOf = (index: number): { label: string; icon: typeof Plus; run: () => void; isOffered: boolean }[] => [
    { label: 'Move up', icon: ArrowUp, run: () => onChange(moveBy(events, index, -1)), isOffered: index > 0 },
    {
      label: 'Move down',
      icon: ArrowDown,
      run: () => onChange(moveBy(events, index, 1)),
      isOffered: index < events.length - 1,
    },
    { label: 'Remove', icon: Trash2, run: () => onChange(removeAt(events, index)), isOffered: events.length > fewest },
  ]

  return (
    <div className="flex min-w-0 flex-col items-start gap-2">
      <ul className="flex w-full flex-col gap-2">
        {events.map((event, index) => (
          <li key={index} className="flex items-center gap-2">
            <span
              aria-hidden
              className="flex size-6 shrink-0 items-center justify-center rounded bg-soft text-12 font-semibold text-accent"
            >
              {nameOf(index)}
            </span>
            <div className="min-w-0 flex-1">
              <EventPicker
                projectId={projectId}
                label={`Event of ${noun} ${nameOf(index)}`}
                value={event}
                onChange={(chosen) => onChange(events.map((one, at) => (at === index ? chosen : one)))}
              />
            </div>
            {commandsOf(index).some(({ isOffered }) => isOffered) && (
              <Popover
                kind="menu"
                align="end"
                trigger={(trigger) => (
                  <IconButton {...trigger} label={`More for ${noun} ${nameOf(index)}`}>
                    <Ellipsis size={16} aria-hidden />
                  </IconButton>
                )}
              >
                {(close) => (
                  <Menu label={`${noun} ${nameOf(index)}`}>
                    {commandsOf(index)
                      .filter(({ isOffered }) => isOffered)
                      .map(({ label, icon: Icon, run }) => (
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
            )}
          </li>
        ))}
      </ul>
      {events.length < most && (
        <Button tone="link" icon={<Plus size={16} aria-hidden />} onClick={() => onChange([...events, blank])}>
          Add {noun}
        </Button>
      )}
    </div>
  )
}
