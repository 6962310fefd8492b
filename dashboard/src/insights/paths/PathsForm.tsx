import type { ReactElement } from 'react'

import type { PathItem } from '../../api/insights'
import { CheckButton } from '../../ui/CheckButton'
import { Disclosure } from '../../ui/Disclosure'
import { Field } from '../../ui/Field'
import { LateInput } from '../../ui/LateInput'
import { Select } from '../../ui/Select'
import { RangePicker } from '../asking/RangePicker'
import { ITEMS } from '../questions/pathsQuestion'
import { useQuestion } from '../questions/useQuestion'

export interface PathsFormProps {
  projectId: number
}

const ITEM_LABELS: Record<PathItem, string> = {
  $pageview: 'Pages',
  $screen: 'Screens',
  custom_event: 'Own events',
}

const LENGTHS = ['3', '4', '5', '6', '8', '10', '20']

/** What paths are made of, where they begin and end, and when. */
export function PathsForm({ projectId }: PathsFormProps): ReactElement {
  const [{ items, start, end, steps, range }, change] = useQuestion(projectId, 'paths')
  const toggle = (item: PathItem): void =>
    change({ items: ITEMS.filter((one) => items.includes(one) !== (one === item)) })

  return (
    <>
      <Disclosure summary={`Paths of ${items.map((item) => ITEM_LABELS[item].toLowerCase()).join(', ')}`}>
        <div className="grid gap-4 md:grid-cols-3">
          <div role="group" aria-label="What paths are made of" className="flex flex-wrap content-start gap-2">
            {ITEMS.map((item) => (
              <CheckButton
                key={item}
                checked={items.includes(item)}
                isOffered={items.length > 1 || !items.includes(item)}
                onToggle={() => toggle(item)}
              >
                {ITEM_LABELS[item]}
              </CheckButton>
            ))}
          </div>
          <Field label="Begins at" hint="A page address, a screen or an event; empty for any">
            {(control) => <LateInput {...control} value={start} onChoose={(chosen) => change({ start: chosen })} />}
          </Field>
          <Field label="Ends at" hint="The last one that is looked at">
            {(control) => <LateInput {...control} value={end} onChoose={(chosen) => change({ end: chosen })} />}
          </Field>
        </div>
      </Disclosure>
      <div role="group" aria-label="Chart" className="flex flex-wrap items-center gap-2">
        <RangePicker range={range} onChoose={(chosen) => change({ range: chosen })} />
        <Select
          label="Length of paths"
          value={String(steps)}
          options={[...new Set([...LENGTHS, String(steps)])].map((value) => ({ value, label: `up to ${value} steps` }))}
          onChange={(chosen) => change({ steps: Number(chosen) })}
        />
      </div>
    </>
  )
}
