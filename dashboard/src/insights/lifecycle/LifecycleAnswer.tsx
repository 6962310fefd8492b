import { useActions, useValues } from 'kea'
import type { ReactElement } from 'react'

import { NothingMatched } from '../answers/NothingMatched'
import { SeriesAnswer } from '../answers/SeriesAnswer'
import { withInterval } from '../asking/ranges'
import { useToday } from '../asking/useToday'
import { peopleLogic } from '../people/peopleLogic'
import { STATUSES } from '../questions/lifecycleQuestion'
import { useQuestion } from '../questions/useQuestion'
import type { ModelLine } from '../series/seriesModel'
import { lifecycleLogic } from './lifecycleLogic'
import { lifecyclePeople, summarizeLifecycle } from './lifecycleSeries'

export interface LifecycleAnswerProps {
  projectId: number
}

/** How many people were new, came back, came back after a pause, and left: the last below zero. */
export function LifecycleAnswer({ projectId }: LifecycleAnswerProps): ReactElement {
  const [{ hidden, range, interval }, change] = useQuestion(projectId, 'lifecycle')
  const today = useToday()
  const { lifecycle: model, answer } = useValues(lifecycleLogic({ projectId }))
  const { openPeople } = useActions(peopleLogic({ projectId }))
  const pick = (line: ModelLine, index: number): void => {
    const day = model?.days[index]
    if (!answer || day === undefined) return
    openPeople({
      title: `${line.label} people`,
      place: model?.titles[index] ?? '',
      people: Math.abs(line.data[index] ?? 0),
      source: lifecyclePeople(answer.query, day, line.key),
    })
  }

  return (
    <SeriesAnswer
      projectId={projectId}
      model={model}
      hidden={hidden}
      figures={['average']}
      summarize={summarizeLifecycle}
      file="lifecycle.csv"
      empty={<NothingMatched range={range} onChoose={(chosen) => change(withInterval(chosen, interval, today))} />}
      onToggle={(key) => change({ hidden: STATUSES.filter((status) => hidden.includes(status) !== (status === key)) })}
      onPick={pick}
    />
  )
}
