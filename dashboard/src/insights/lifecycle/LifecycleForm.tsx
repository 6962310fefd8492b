import type { ReactElement } from 'react'

import { eventName } from '../../formats/names'
import { Disclosure } from '../../ui/Disclosure'
import { EventPicker } from '../asking/EventPicker'
import { IntervalSelect } from '../asking/IntervalSelect'
import { RangePicker } from '../asking/RangePicker'
import { withInterval } from '../asking/ranges'
import { useToday } from '../asking/useToday'
import { useQuestion } from '../questions/useQuestion'

export interface LifecycleFormProps {
  projectId: number
}

/** Whose comings and goings are shown, and when. */
export function LifecycleForm({ projectId }: LifecycleFormProps): ReactElement {
  const [{ event, range, interval }, change] = useQuestion(projectId, 'lifecycle')
  const today = useToday()

  return (
    <>
      <Disclosure summary={`People who sent ${eventName(event)}`}>
        <div className="flex max-w-md flex-col gap-1">
          <span className="text-12 text-ink-3">Active are people who sent</span>
          <EventPicker
            projectId={projectId}
            label="Event"
            value={event}
            onChange={(chosen) => change({ event: chosen })}
          />
        </div>
      </Disclosure>
      <div role="group" aria-label="Chart" className="flex flex-wrap items-center gap-2">
        <RangePicker range={range} onChoose={(chosen) => change(withInterval(chosen, interval, today))} />
        <IntervalSelect range={range} value={interval} onChange={(chosen) => change({ interval: chosen })} />
      </div>
    </>
  )
}
