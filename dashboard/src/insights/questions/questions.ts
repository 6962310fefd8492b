/**
 * The small forms beside trends: for each its default, its address and its query node.
 *
 *     question  <->  ?insight=funnels&steps=["ordered","paid"]      question  ->  FunnelsQuery
 */
import type { InsightQuery } from '../../api/insights'
import { differing, type Search } from '../asking/search'
import { DEFAULT_FUNNEL, funnelQuery, readFunnel, type FunnelsQuestion } from './funnelsQuestion'
import { DEFAULT_LIFECYCLE, lifecycleQuery, readLifecycle, type LifecycleQuestion } from './lifecycleQuestion'
import { DEFAULT_PATHS, pathsQuery, readPaths, type PathsQuestion } from './pathsQuestion'
import { DEFAULT_RETENTION, readRetention, retentionQuery, type RetentionQuestion } from './retentionQuestion'
import { DEFAULT_STICKINESS, readStickiness, stickinessQuery, type StickinessQuestion } from './stickinessQuestion'

export interface Questions {
  funnels: FunnelsQuestion
  retention: RetentionQuestion
  lifecycle: LifecycleQuestion
  stickiness: StickinessQuestion
  paths: PathsQuestion
}

export type QuestionKind = keyof Questions

interface Form<Q> {
  initial: Q
  read: (search: Search) => Q
  /** Null while there is nothing to ask yet. */
  query: (question: Q) => InsightQuery | null
}

const FORMS: { [K in QuestionKind]: Form<Questions[K]> } = {
  funnels: { initial: DEFAULT_FUNNEL, read: readFunnel, query: funnelQuery },
  retention: { initial: DEFAULT_RETENTION, read: readRetention, query: retentionQuery },
  lifecycle: { initial: DEFAULT_LIFECYCLE, read: readLifecycle, query: lifecycleQuery },
  stickiness: { initial: DEFAULT_STICKINESS, read: readStickiness, query: stickinessQuery },
  paths: { initial: DEFAULT_PATHS, read: readPaths, query: pathsQuery },
}

export const QUESTION_KINDS = Object.keys(FORMS) as QuestionKind[]

export const DEFAULT_QUESTIONS: Questions = {
  funnels: DEFAULT_FUNNEL,
  retention: DEFAULT_RETENTION,
  lifecycle: DEFAULT_LIFECYCLE,
  stickiness: DEFAULT_STICKINESS,
  paths: DEFAULT_PATHS,
}

export function queryOf<K extends QuestionKind>(kind: K, questions: Questions): InsightQuery | null {
  return FORMS[kind].query(questions[kind])
}

export function questionFrom<K extends QuestionKind>(kind: K, search: Search): Questions[K] {
  return FORMS[kind].read(search)
}

/** Only what differs from the default is said. The range is said as the two texts that it is. */
export function searchOf<K extends QuestionKind>(kind: K, questions: Questions): Search {
  const { range, ...said }: Search = differing(questions[kind], FORMS[kind].initial)
  const { from, to } = (range ?? { from: null, to: null }) as { from: string | null; to: string | null }
  return { insight: kind, ...said, ...(from === null ? {} : { from }), ...(to === null ? {} : { to }) }
}
