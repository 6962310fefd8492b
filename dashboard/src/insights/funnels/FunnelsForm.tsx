import type { ReactElement } from 'react'

import type { FunnelOrder } from '../../api/insights'
import { eventName } from '../../formats/names'
import { Disclosure } from '../../ui/Disclosure'
import { Select } from '../../ui/Select'
import { BreakdownEditor } from '../asking/BreakdownEditor'
import { EventList } from '../asking/EventList'
import { UNCHOSEN } from '../asking/eventNode'
import { RangePicker } from '../asking/RangePicker'
import { FEWEST_STEPS, MOST_STEPS, ORDERS, windowOf } from '../questions/funnelsQuestion'
import { useQuestion } from '../questions/useQuestion'

export interface FunnelsFormProps {
  projectId: number
}

const ORDER_LABELS: Record<FunnelOrder, string> = {
  ordered: 'in this order',
  strict: 'with nothing between',
  unordered: 'in any order',
}

const WINDOWS = ['30 minute', '1 hour', '1 day', '7 day', '14 day', '30 day', '90 day']

function windowLabel(window: string): string {
  const { count, unit } = windowOf(window)
  return `within ${count} ${unit}${count === 1 ? '' : 's'}`
}

/** The steps, in which order and how fast they must be gone through, and when. */
export function FunnelsForm({ projectId }: FunnelsFormProps): ReactElement {
  const [{ steps, order, window, breakdown, range }, change] = useQuestion(projectId, 'funnels')
  const windows = [...new Set([...WINDOWS, window])].map((value) => ({ value, label: windowLabel(value) }))
  const summary = steps.map((step) => (step === UNCHOSEN ? 'Choose an event' : eventName(step))).join(' → ')

  return (
    <>
      <Disclosure summary={summary}>
        <div className="grid gap-x-6 gap-y-4 md:grid-cols-2">
          <section aria-label="Steps" className="min-w-0">
            <EventList
              projectId={projectId}
              noun="step"
              events={steps}
              nameOf={(index) => String(index + 1)}
              fewest={FEWEST_STEPS}
              most={MOST_STEPS}
              blank={UNCHOSEN}
              onChange={(chosen) => change({ steps: chosen })}
            />
          </section>
          <div className="min-w-0 md:border-l md:pl-6">
            <BreakdownEditor
              projectId={projectId}
              breakdown={breakdown}
              onChange={(chosen) => change({ breakdown: chosen })}
            />
          </div>
        </div>
      </Disclosure>
      <div role="group" aria-label="Chart" className="flex flex-wrap items-center gap-2">
        <RangePicker range={range} onChoose={(chosen) => change({ range: chosen })} />
        <Select
          label="Order of the steps"
          value={order}
          options={ORDERS.map((value) => ({ value, label: ORDER_LABELS[value] }))}
          onChange={(chosen) => change({ order: chosen })}
        />
        <Select
          label="Conversion window"
          value={window}
          options={windows}
          onChange={(chosen) => change({ window: chosen })}
        />
      </div>
    </>
  )
}
