/** The answer of the funnel as its bars and its table show it. */
import { connect, kea, key, path, props, reducers, selectors } from 'kea'

import type { FunnelsQuery } from '../../api/insights'
import { answerOf, answersLogic, type Answer, type Answers } from '../answers/answersLogic'
import type { QuestionsLogicProps } from '../questions/questionsLogic'
import { assignSlots, type Slots } from '../series/slots'
import type { funnelLogicType } from './funnelLogicType'
import { namesOf, toFunnel, type FunnelModel } from './funnelModel'

const NO_SLOTS: Slots = {}

export const funnelLogic = kea<funnelLogicType>([
  props({} as QuestionsLogicProps),
  key((props) => props.projectId),
  path((key) => ['insights', 'funnels', 'funnelLogic', key]),
  connect((props: QuestionsLogicProps) => ({
    values: [answersLogic(props), ['answers']],
    actions: [answersLogic(props), ['loadAnswerSuccess']],
  })),
  reducers({
    /** A value of the breakdown keeps its colour from answer to answer. */
    slots: [
      NO_SLOTS,
      {
        loadAnswerSuccess: (slots, { answers }) => {
          const answer = answerOf<FunnelsQuery>(answers, 'funnels')
          return answer ? assignSlots(slots, namesOf(answer.response)) : slots
        },
      },
    ],
  }),
  selectors({
    answer: [
      (s) => [s.answers],
      (answers: Answers): Answer<FunnelsQuery> | null => answerOf<FunnelsQuery>(answers, 'funnels'),
    ],
    funnel: [
      (s) => [s.answer, s.slots],
      (answer: Answer<FunnelsQuery> | null, slots: Slots): FunnelModel | null =>
        answer && toFunnel(answer.response, slots),
    ],
  }),
])
