import { useMemo, type ReactElement, type ReactNode } from 'react'

import { Card } from '../../ui/Card'
import { chartStateOf, shownOf } from '../series/chartState'
import { SeriesChart } from '../series/SeriesChart'
import { toCsv, type ModelLine, type SeriesModel } from '../series/seriesModel'
import { SeriesTable, type SeriesFigure } from '../series/SeriesTable'
import { QuestionAnswer } from './QuestionAnswer'

export interface SeriesAnswerProps {
  projectId: number
  /** Null before the first answer. */
  model: SeriesModel | null
  hidden: readonly string[]
  figures: readonly SeriesFigure[]
  summarize: (model: SeriesModel) => string
  /** What the saved file is called. */
  file: string
  empty: ReactNode
  onToggle: (key: string) => void
  onPick: (line: ModelLine, index: number) => void
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
