/** The tabs of the screen, and which of them an address means. Pure. */
import { QUESTION_KINDS, type QuestionKind } from '../../insights/questions/questions'

export type InsightTab = 'trends' | QuestionKind

const LABELS: Record<InsightTab, string> = {
  trends: 'Trends',
  funnels: 'Funnels',
  retention: 'Retention',
  lifecycle: 'Lifecycle',
  stickiness: 'Stickiness',
  paths: 'Paths',
}

export const TABS = (['trends', ...QUESTION_KINDS] as const).map((value) => ({ value, label: LABELS[value] }))

export const tabLabel = (tab: InsightTab): string => LABELS[tab]

/** The form that an address is about; null for trends, which needs no word. */
export const kindIn = (search: Record<string, unknown>): QuestionKind | null =>
  QUESTION_KINDS.find((kind) => kind === search.insight) ?? null
