import { useActions, useValues } from 'kea'
import type { ReactElement } from 'react'

import { Card } from '../../ui/Card'
import { NothingMatched } from '../answers/NothingMatched'
import { QuestionAnswer } from '../answers/QuestionAnswer'
import { peopleLogic } from '../people/peopleLogic'
import { useQuestion } from '../questions/useQuestion'
import { pathsLogic } from './pathsLogic'
import { pathsCsv, pathsPeople, type PathLine } from './pathsModel'
import { PathsTable } from './PathsTable'

export interface PathsAnswerProps {
  projectId: number
}

/** From where people went where. */
export function PathsAnswer({ projectId }: PathsAnswerProps): ReactElement {
  const [{ range }, change] = useQuestion(projectId, 'paths')
  const { paths: lines, answer } = useValues(pathsLogic({ projectId }))
  const { openPeople } = useActions(peopleLogic({ projectId }))
  const pick = ({ edge, from, to }: PathLine): void => {
    if (answer)
      openPeople({
        title: `Went to ${to}`,
        place: `From ${from}`,
        people: null,
        source: pathsPeople(answer.query, edge),
      })
  }

  return (
    <Card padding="none">
      <QuestionAnswer
        projectId={projectId}
        height="content"
        csv={lines && lines.length > 0 ? { name: 'paths.csv', text: () => pathsCsv(lines) } : null}
      >
        {lines?.length === 0 && <NothingMatched range={range} onChoose={(chosen) => change({ range: chosen })} />}
        {lines && lines.length > 0 && <PathsTable lines={lines} onPick={pick} />}
      </QuestionAnswer>
    </Card>
  )
}
