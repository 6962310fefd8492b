import { useActions, useValues } from 'kea'
import type { ReactElement } from 'react'

import { AnswerFooter } from '../answers/AnswerFooter'
import { AnswerFrame } from '../answers/AnswerFrame'
import { rangeLabel } from '../asking/ranges'
import { peopleLogic } from '../people/peopleLogic'
import { SeriesChart } from '../series/SeriesChart'
import { toCsv, type ModelLine } from '../series/seriesModel'
import { SeriesTable } from '../series/SeriesTable'
import { trendsDataLogic } from './trendsDataLogic'
import { TrendsEmpty } from './TrendsEmpty'
import { trendsLogic } from './trendsLogic'
import { trendsPeople } from './trendsPeople'
import { summarize } from './trendsText'

export interface TrendsChartProps {
  projectId: number
}

/** The answer of trends: its chart, when it was computed, and every number. */
export function TrendsChart({ projectId }: TrendsChartProps): ReactElement {
  const { trends } = useValues(trendsLogic({ projectId }))
  const { toggleLine } = useActions(trendsLogic({ projectId }))
  const { answer, model, shownLines, chartState, status } = useValues(trendsDataLogic({ projectId }))
  const { retry, cancel, refresh } = useActions(trendsDataLogic({ projectId }))
  const { openPeople } = useActions(peopleLogic({ projectId }))
  const shown = answer && {
    computed: answer.response.last_refresh,
    receivedAt: answer.receivedAt,
    hogql: answer.response.hogql,
  }
  const filled = model && model.lines.length > 0 ? model : null
  const pick = (line: ModelLine, index: number): void => {
    if (!answer || !model) return
    openPeople({
      title: line.label,
      place: model.titles[index] ?? '',
      people: line.math === 'dau' ? (line.data[index] ?? 0) : null,
      source: trendsPeople(answer.query, model, line, index),
    })
  }

  return (
    <>
      <AnswerFrame status={status} height="chart" onStop={() => cancel()} onRetry={() => retry()}>
        <SeriesChart
          state={chartState}
          model={model}
          lines={shownLines}
          display={trends.display}
          summarize={(drawn) => summarize(drawn, rangeLabel(trends.range))}
          empty={<TrendsEmpty projectId={projectId} />}
          onPick={pick}
        />
      </AnswerFrame>
      <AnswerFooter
        status={status}
        answer={shown}
        csv={filled && { name: 'trends.csv', text: () => toCsv(filled) }}
        onRefresh={() => refresh()}
      />
      {filled && status.error === null && (
        <SeriesTable
          model={filled}
          hidden={trends.hidden}
          figures={answer?.query.compareFilter ? ['change', 'average'] : ['average']}
          state={status.isLoading ? 'outdated' : 'current'}
          onToggle={(line) => toggleLine(line)}
          onPick={pick}
        />
      )}
    </>
  )
}
