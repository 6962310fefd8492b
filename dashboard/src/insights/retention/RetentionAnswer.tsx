import { useActions, useValues } from 'kea'
import { Repeat } from 'lucide-react'
import type { ReactElement } from 'react'

import { Card } from '../../ui/Card'
import { EmptyState } from '../../ui/EmptyState'
import { QuestionAnswer } from '../answers/QuestionAnswer'
import { peopleLogic } from '../people/peopleLogic'
import { useQuestion } from '../questions/useQuestion'
import { retentionLogic } from './retentionLogic'
import {
  retentionCsv,
  retentionPeople,
  summarizeRetention,
  type RetentionCell,
  type RetentionRow,
} from './retentionModel'
import { RetentionTable } from './RetentionTable'

export interface RetentionAnswerProps {
  projectId: number
}

/** Of those who did something in an interval, how many came back in each one after it. */
export function RetentionAnswer({ projectId }: RetentionAnswerProps): ReactElement {
  const [{ shown, until }] = useQuestion(projectId, 'retention')
  const { retention: model, answer } = useValues(retentionLogic({ projectId }))
  const { openPeople } = useActions(peopleLogic({ projectId }))
  const isEmpty = model?.rows.every(({ size }) => size === 0) ?? false
  const pick = (row: RetentionRow, cell: RetentionCell): void => {
    if (!answer || !model) return
    openPeople({
      title: `Cohort of ${row.title}`,
      place: `Came back: ${model.columns[cell.column]}`,
      people: cell.count,
      source: retentionPeople(answer.query, row.cohort, cell.column),
    })
  }

  return (
    <Card padding="none">
      <QuestionAnswer
        projectId={projectId}
        height="content"
        csv={model && !isEmpty ? { name: 'retention.csv', text: () => retentionCsv(model) } : null}
      >
        {isEmpty && (
          <EmptyState icon={<Repeat size={24} aria-hidden />} title="Nobody is in these cohorts">
            {until === null
              ? 'Nobody sent the first event in these intervals. Choose longer ones or another event.'
              : 'Nobody sent the first event in the intervals until the chosen day. Choose a later day or another event.'}
          </EmptyState>
        )}
        {model && !isEmpty && (
          <>
            <p className="sr-only">{summarizeRetention(model)}</p>
            <RetentionTable model={model} shown={shown} onPick={pick} />
          </>
        )}
      </QuestionAnswer>
    </Card>
  )
}
