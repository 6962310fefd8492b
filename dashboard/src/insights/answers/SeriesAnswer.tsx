import { useMemo, type ReactElement, type ReactNode } from 'react'

import { Card } from '../../ui/Card'
import type { TrendLine, TrendsModel } from '../trends/trendsSeries'
import { toCsv } from '../trends/trendsText'
import { chartStateOf, shownOf } from './chartState'
import { QuestionAnswer } from './QuestionAnswer'
import { SeriesChart } from './SeriesChart'
import { SeriesTable, type SeriesFigure } from './SeriesTable'

export interface SeriesAnswerProps {
  projectId: number
  /** Null before the first answer. */
  model: TrendsModel | null
  hidden: readonly string[]
  figures: readonly SeriesFigure[]
  summarize: (model: TrendsModel) => string
  /** What the saved file is called. */
  file: string
  empty: ReactNode
  onToggle: (key: string) => void
  onPick: (line: TrendLine, index: number) => void
}

/** An answer of bars over buckets, with the table that has every number. */
export function SeriesAnswer(props: SeriesAnswerProps): ReactElement {
  const { projectId, model, hidden, figures, summarize, file, empty, onToggle, onPick } = props
  const lines = useMemo(() => shownOf(model, hidden), [model, hidden])
  const state = chartStateOf(model, lines, null)
  const filled = state === 'empty' ? null : model

  return (
    <Card padding="none">
      <QuestionAnswer
        projectId={projectId}
        height="chart"
        csv={filled && { name: file, text: () => toCsv(filled) }}
        table={
          filled && (
            <SeriesTable
              model={filled}
              hidden={hidden}
              figures={figures}
              state="current"
              onToggle={onToggle}
              onPick={onPick}
            />
          )
        }
      >
        <SeriesChart
          state={state}
          model={model}
          lines={lines}
          display="bar"
          summarize={summarize}
          empty={empty}
          onPick={onPick}
        />
      </QuestionAnswer>
    </Card>
  )
}
