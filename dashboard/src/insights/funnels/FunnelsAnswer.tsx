import { useActions, useValues } from 'kea'
import { Filter } from 'lucide-react'
import type { ReactElement } from 'react'

import { FunnelBars } from '../../charts/FunnelBars'
import { countOf, formatNumber } from '../../formats/numbers'
import { Card } from '../../ui/Card'
import { EmptyState } from '../../ui/EmptyState'
import { NothingMatched } from '../answers/NothingMatched'
import { QuestionAnswer } from '../answers/QuestionAnswer'
import { UNCHOSEN } from '../asking/eventNode'
import { Correlations } from '../correlations/Correlations'
import { peopleLogic } from '../people/peopleLogic'
import { useQuestion } from '../questions/useQuestion'
import { toBars } from './funnelBars'
import { funnelLogic } from './funnelLogic'
import {
  funnelCsv,
  funnelPeople,
  outcomeOf,
  summarizeFunnel,
  type FunnelGroup,
  type FunnelOutcome,
} from './funnelModel'
import { FunnelTable } from './FunnelTable'

export interface FunnelsAnswerProps {
  projectId: number
}

/** How many people went from step to step, and what goes with going all the way. */
export function FunnelsAnswer({ projectId }: FunnelsAnswerProps): ReactElement {
  return (
    <>
      <FunnelCard projectId={projectId} />
      <CorrelationsOfAnswer projectId={projectId} />
    </>
  )
}

/** Nobody to compare: no card. */
function CorrelationsOfAnswer({ projectId }: FunnelsAnswerProps): ReactElement | null {
  const [{ steps }] = useQuestion(projectId, 'funnels')
  const { funnel: model, answer } = useValues(funnelLogic({ projectId }))
  if (!answer || !model || steps.includes(UNCHOSEN) || outcomeOf(model).began === 0) return null
  return <Correlations projectId={projectId} funnel={answer.query} />
}

function FunnelCard({ projectId }: FunnelsAnswerProps): ReactElement {
  const [{ steps, range }, change] = useQuestion(projectId, 'funnels')
  const { funnel: model, answer } = useValues(funnelLogic({ projectId }))
  const { openPeople } = useActions(peopleLogic({ projectId }))
  const pick = (group: FunnelGroup, step: number, outcome: 'reached' | 'dropped'): void => {
    const point = group.points[step]
    if (!answer || !model || !point) return
    const people = outcome === 'reached' ? point.count : point.dropped
    if (people === 0) return
    openPeople({
      title: outcome === 'reached' ? `Reached ${model.steps[step]}` : `Dropped before ${model.steps[step]}`,
      place: group.label,
      people,
      source: funnelPeople(answer.query, group, step, outcome),
    })
  }

  if (steps.includes(UNCHOSEN)) {
    return (
      <Card padding="none">
        <div className="min-h-72 sm:min-h-88">
          <EmptyState icon={<Filter size={24} aria-hidden />} title="Choose an event for each step">
            The funnel shows how many people who did the first step went on to the next ones, and how long they took.
          </EmptyState>
        </div>
      </Card>
    )
  }
  const outcome = model && outcomeOf(model)
  const isEmpty = outcome?.began === 0
  return (
    <Card padding="none">
      <QuestionAnswer
        projectId={projectId}
        height="content"
        csv={model && !isEmpty ? { name: 'funnel.csv', text: () => funnelCsv(model) } : null}
        table={model && !isEmpty && <FunnelTable model={model} onPick={pick} />}
      >
        {isEmpty && <NothingMatched range={range} onChoose={(chosen) => change({ range: chosen })} />}
        {model && outcome && !isEmpty && (
          <>
            <Headline outcome={outcome} />
            <FunnelBars summary={summarizeFunnel(model)} steps={toBars(model, pick)} />
          </>
        )}
      </QuestionAnswer>
    </Card>
  )
}

/** What the funnel comes to: how many went through, and how long half of them took. */
function Headline({ outcome: { rate, converted, began, time } }: { outcome: FunnelOutcome }): ReactElement {
  return (
    <p className="flex flex-wrap items-baseline gap-x-3 px-4 pt-4">
      <span className="text-28 font-semibold tabular">{rate}</span>
      <span className="text-13 text-ink-2">
        converted: {formatNumber(converted)} of {countOf(began, 'person', 'people')}
        {time !== null && `, median time ${time}`}
      </span>
    </p>
  )
}
