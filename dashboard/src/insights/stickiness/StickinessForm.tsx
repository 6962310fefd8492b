import type { ReactElement } from 'react'

import { eventName } from '../../formats/names'
import { Disclosure } from '../../ui/Disclosure'
import { Select } from '../../ui/Select'
import { EventList } from '../asking/EventList'
import { IntervalSelect } from '../asking/IntervalSelect'
import { RangePicker } from '../asking/RangePicker'
import { withInterval } from '../asking/ranges'
import { useToday } from '../asking/useToday'
import { COUNTED, MOST_EVENTS } from '../questions/stickinessQuestion'
import { useQuestion } from '../questions/useQuestion'
import { letterOf } from '../series/seriesModel'

export interface StickinessFormProps {
  projectId: number
}

const LABELS = { exactly: 'on exactly so many', 'or more': 'on so many or more' }

/** Whose habits are shown, when, and how they are counted. */
export function StickinessForm({ projectId }: StickinessFormProps): ReactElement {
  const [{ events, range, interval, counted }, change] = useQuestion(projectId, 'stickiness')
  const today = useToday()

  return (
    <>
      <Disclosure summary={events.map(eventName).join(', ')}>
        <section aria-label="Series" className="max-w-md">
          <EventList
            projectId={projectId}
            noun="series"
            events={events}
            nameOf={letterOf}
            fewest={1}
            most={MOST_EVENTS}
            blank={null}
            onChange={(chosen) => change({ events: chosen, hidden: [] })}
          />
        </section>
      </Disclosure>
      <div role="group" aria-label="Chart" className="flex flex-wrap items-center gap-2">
        <RangePicker range={range} onChoose={(chosen) => change(withInterval(chosen, interval, today))} />
        <IntervalSelect range={range} value={interval} onChange={(chosen) => change({ interval: chosen })} />
        <Select
          label="Who a bar counts"
          value={counted}
          options={COUNTED.map((value) => ({ value, label: LABELS[value] }))}
          onChange={(chosen) => change({ counted: chosen })}
        />
      </div>
    </>
  )
}
