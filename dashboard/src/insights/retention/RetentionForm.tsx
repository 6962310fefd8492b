import type { ReactElement } from 'react'

import type { RetentionPeriod, RetentionType } from '../../api/insights'
import { eventName } from '../../formats/names'
import { Disclosure } from '../../ui/Disclosure'
import { Segmented } from '../../ui/Segmented'
import { Select } from '../../ui/Select'
import { TextInput } from '../../ui/TextInput'
import { EventPicker } from '../asking/EventPicker'
import { useToday } from '../asking/useToday'
import { PERIODS, TYPES } from '../questions/retentionQuestion'
import { useQuestion } from '../questions/useQuestion'

export interface RetentionFormProps {
  projectId: number
}

const TYPE_LABELS: Record<RetentionType, string> = {
  retention_first_time: 'for the first time',
  retention_recurring: 'each time',
}

const PERIOD_LABELS: Record<RetentionPeriod, string> = {
  Hour: 'by hour',
  Day: 'by day',
  Week: 'by week',
  Month: 'by month',
}

const LENGTHS = [4, 6, 8, 12, 15, 24, 31]

/** What makes somebody a member of a cohort, what counts as coming back, and when. */
export function RetentionForm({ projectId }: RetentionFormProps): ReactElement {
  const [question, change] = useQuestion(projectId, 'retention')
  const { target, returning, type, period, intervals, until, shown } = question
  const today = useToday()
  const lengths = [...new Set([...LENGTHS, intervals])].sort((one, other) => one - other)

  return (
    <>
      <Disclosure summary={`${eventName(target)}, then ${eventName(returning)}`}>
        <div className="grid gap-4 sm:grid-cols-2">
          <section aria-label="Cohorts" className="flex min-w-0 flex-col gap-1">
            <h2 className="text-12 text-ink-3">A cohort is everybody who sent</h2>
            <div className="flex min-w-0 gap-2 max-sm:flex-col">
              <EventPicker
                projectId={projectId}
                label="Event of the cohorts"
                value={target}
                onChange={(chosen) => change({ target: chosen })}
              />
              <span className="shrink-0">
                <Select
                  label="Which time counts"
                  value={type}
                  options={TYPES.map((value) => ({ value, label: TYPE_LABELS[value] }))}
                  onChange={(chosen) => change({ type: chosen })}
                />
              </span>
            </div>
          </section>
          <section aria-label="Coming back" className="flex min-w-0 flex-col gap-1">
            <h2 className="text-12 text-ink-3">They came back when they sent</h2>
            <EventPicker
              projectId={projectId}
              label="Event of coming back"
              value={returning}
              onChange={(chosen) => change({ returning: chosen })}
            />
          </section>
        </div>
      </Disclosure>
      <div role="group" aria-label="Chart" className="flex flex-wrap items-center gap-2">
        <Select
          label="Period"
          value={period}
          options={PERIODS.map((value) => ({ value, label: PERIOD_LABELS[value] }))}
          onChange={(chosen) => change({ period: chosen })}
        />
        <Select
          label="How many cohorts"
          value={String(intervals)}
          options={lengths.map((value) => ({ value: String(value), label: `${value} ${period.toLowerCase()}s` }))}
          onChange={(chosen) => change({ intervals: Number(chosen) })}
        />
        <label className="flex items-center gap-2 text-14 text-ink-2">
          until
          <TextInput
            type="date"
            max={today}
            value={until ?? today}
            onChange={({ target: { value } }) => change({ until: value === '' || value === today ? null : value })}
          />
        </label>
        <span className="grow" />
        <Segmented
          label="What the cells show"
          value={shown}
          onChange={(chosen) => change({ shown: chosen })}
          segments={[
            { value: 'percent', label: 'Percent' },
            { value: 'people', label: 'People' },
          ]}
        />
      </div>
    </>
  )
}
