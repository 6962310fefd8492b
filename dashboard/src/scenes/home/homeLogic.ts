/** A project's front page: waits for the first event, then tells how much arrives. */
import { actions, afterMount, connect, kea, key, listeners, path, props, reducers, selectors } from 'kea'
import { loaders } from 'kea-loaders'

import { readPulse, type Pulse } from '../../api/events'
import { everyWhileVisible } from '../../logics/everyWhileVisible'
import { taxonomyLogic } from '../../logics/taxonomyLogic'
import type { homeLogicType } from './homeLogicType'
import type { SnippetName } from './snippets'

export interface HomeLogicProps {
  projectId: number
}

export const WAIT_MS = 2000

/** After the first event a fresher number is worth less than a quiet server. */
const TICKS_BETWEEN_READS = 10

export const homeLogic = kea<homeLogicType>([
  props({} as HomeLogicProps),
  key((props) => props.projectId),
  path((key) => ['scenes', 'home', 'homeLogic', key]),
  connect((props: HomeLogicProps) => ({
    values: [taxonomyLogic(props), ['eventNames', 'eventNamesState']],
    actions: [taxonomyLogic(props), ['loadEventNames']],
  })),
  actions({
    chooseSnippet: (name: SnippetName) => ({ name }),
    tick: true,
  }),
  loaders(({ props }) => ({
    pulse: [null as Pulse | null, { readPulse: async () => readPulse(props.projectId) }],
  })),
  reducers({
    snippetName: ['web' as SnippetName, { chooseSnippet: (_, { name }) => name }],
    /** The moment of the last answer, so that relative times agree with the numbers beside them. */
    readAt: [new Date(), { readPulseSuccess: () => new Date() }],
    ticks: [0, { tick: (ticks) => ticks + 1 }],
    pulseError: [null as string | null, { readPulseSuccess: () => null, readPulseFailure: (_, { error }) => error }],
  }),
  selectors({
    /** null until the first answer. */
    hasEvents: [
      (s) => [s.pulse],
      (pulse: Pulse | null): boolean | null => (pulse === null ? null : pulse.lastSeen !== null),
    ],
  }),
  listeners(({ actions, values }) => ({
    tick: () => {
      const isDue = values.hasEvents !== true || values.ticks % TICKS_BETWEEN_READS === 0
      if (isDue && !values.pulseLoading) actions.readPulse()
    },
    readPulseSuccess: () => {
      if (values.hasEvents) actions.loadEventNames()
    },
  })),
  everyWhileVisible(WAIT_MS, ({ actions }) => actions.tick()),
  afterMount(({ actions }) => actions.readPulse()),
])
