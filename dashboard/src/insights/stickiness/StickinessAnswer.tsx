import { useActions, useValues } from 'kea'
import type { ReactElement } from 'react'

import { NothingMatched } from '../answers/NothingMatched'
import { SeriesAnswer } from '../answers/SeriesAnswer'
import { withInterval } from '../asking/ranges'
import { useToday } from '../asking/useToday'
import { peopleLogic } from '../people/peopleLogic'
import { useQuestion } from '../questions/useQuestion'
import type { ModelLine } from '../series/seriesModel'
import { stickinessLogic } from './stickinessLogic'
import { stickinessPeople, summarizeStickiness } from './stickinessSeries'

export interface StickinessAnswerProps {
  projectId: number
}

/** How many people were active on one interval, on two, and so on. */
export function StickinessAnswer({ projectId }: StickinessAnswerProps): ReactElement {
  const [{ hidden, range, interval }, change] = useQuestion(projectId, 'stickiness')
  const today = useToday()
  const { stickiness: model, answer } = useValues(stickinessLogic({ projectId }))
  const { openPeople } = useActions(peopleLogic({ projectId }))
  const pick = (line: ModelLine, index: number): void => {
    const days = Number(model?.days[index])
    if (!answer || !days) return
    openPeople({
      title: line.label,
      place: model?.titles[index] ?? '',
      people: line.data[index] ?? 0,
      source: stickinessPeople(answer.query, line.slot, days),
    })
  }

  return (
    <SeriesAnswer
      projectId={projectId}
      model={model}
      hidden={hidden}
      figures={[]}
      summarize={summarizeStickiness}
      file="stickiness.csv"
      empty={<NothingMatched range={range} onChoose={(chosen) => change(withInterval(chosen, interval, today))} />}
      onToggle={(key) =>
        change({ hidden: hidden.includes(key) ? hidden.filter((one) => one !== key) : [...hidden, key] })
      }
      onPick={pick}
    />
  )
}
