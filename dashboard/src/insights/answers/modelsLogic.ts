/** The answers in the form that charts, tables and files show. */
import { connect, kea, key, path, props, selectors } from 'kea'

import type {
  FunnelsQuery,
  FunnelsResponse,
  InsightQuery,
  LifecycleQuery,
  PathsQuery,
  RetentionQuery,
  StickinessQuery,
} from '../../api/insights'
import type { Project } from '../../api/projects'
import { projectsLogic } from '../../logics/projectsLogic'
import type { QuestionKind } from '../asking/questions'
import type { QuestionsLogicProps } from '../asking/questionsLogic'
import { toFunnel, type FunnelModel } from '../funnels/funnelModel'
import { toLifecycle } from '../lifecycle/lifecycleSeries'
import { toPaths, type PathLine } from '../paths/pathsModel'
import { toRetention, type RetentionModel } from '../retention/retentionModel'
import { toStickiness } from '../stickiness/stickinessSeries'
import type { TrendsModel } from '../trends/trendsSeries'
import { answersLogic, type Answer, type Answers } from './answersLogic'
import type { modelsLogicType } from './modelsLogicType'

/** Each form is asked with its own node, so its answer is to that node. */
const answerOf = <Q extends InsightQuery>(answers: Answers, kind: QuestionKind): Answer<Q> | null =>
  (answers[kind] as Answer<Q> | undefined) ?? null

const zoneOf = (project: Project | null): string => project?.timezone ?? 'UTC'

export const modelsLogic = kea<modelsLogicType>([
  props({} as QuestionsLogicProps),
  key((props) => props.projectId),
  path((key) => ['insights', 'answers', 'modelsLogic', key]),
  connect((props: QuestionsLogicProps) => ({
    values: [answersLogic(props), ['answers'], projectsLogic, ['project']],
  })),
  selectors({
    funnelAnswer: [
      (s) => [s.answers],
      (answers: Answers): Answer<FunnelsQuery> | null => answerOf<FunnelsQuery>(answers, 'funnels'),
    ],
    funnel: [
      (s) => [s.funnelAnswer],
      (answer: { response: FunnelsResponse } | null): FunnelModel | null => answer && toFunnel(answer.response),
    ],
    retentionAnswer: [
      (s) => [s.answers],
      (answers: Answers): Answer<RetentionQuery> | null => answerOf<RetentionQuery>(answers, 'retention'),
    ],
    retention: [
      (s) => [s.retentionAnswer, s.project],
      (answer: Answer<RetentionQuery> | null, project: Project | null): RetentionModel | null =>
        answer && toRetention({ ...answer, zone: zoneOf(project), now: answer.receivedAt }),
    ],
    lifecycleAnswer: [
      (s) => [s.answers],
      (answers: Answers): Answer<LifecycleQuery> | null => answerOf<LifecycleQuery>(answers, 'lifecycle'),
    ],
    lifecycle: [
      (s) => [s.lifecycleAnswer, s.project],
      (answer: Answer<LifecycleQuery> | null, project: Project | null): TrendsModel | null =>
        answer && toLifecycle({ ...answer, zone: zoneOf(project), now: answer.receivedAt }),
    ],
    stickinessAnswer: [
      (s) => [s.answers],
      (answers: Answers): Answer<StickinessQuery> | null => answerOf<StickinessQuery>(answers, 'stickiness'),
    ],
    stickiness: [
      (s) => [s.stickinessAnswer],
      (answer: Answer<StickinessQuery> | null): TrendsModel | null => answer && toStickiness(answer),
    ],
    pathsAnswer: [
      (s) => [s.answers],
      (answers: Answers): Answer<PathsQuery> | null => answerOf<PathsQuery>(answers, 'paths'),
    ],
    paths: [
      (s) => [s.pathsAnswer],
      (answer: Answer<PathsQuery> | null): PathLine[] | null => answer && toPaths(answer.response),
    ],
  }),
])
