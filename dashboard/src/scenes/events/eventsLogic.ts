/** The live list of a project's events: newest first, asked for again every two seconds unless paused. */
import { actions, connect, kea, key, listeners, path, props, reducers, selectors } from 'kea'
import { loaders } from 'kea-loaders'
import { actionToUrl, urlToAction } from 'kea-router'

import { EVENTS_A_PAGE, listEvents, type EventRow } from '../../api/events'
import { parseInstant } from '../../formats/dates'
import { everyWhileVisible } from '../../logics/everyWhileVisible'
import { taxonomyLogic } from '../../logics/taxonomyLogic'
import { urls } from '../urls'
import type { eventsLogicType } from './eventsLogicType'
import { fromSearch, NO_FILTERS, toSearch, type EventFilters } from './eventsUrl'
import { mergeEvents } from './mergeEvents'

export interface EventsLogicProps {
  projectId: number
}

export const POLL_MS = 2000
const TYPING_PAUSE_MS = 300

/** Hours looked back, one after the other until a page is full: most projects answer with the first. */
const LOOK_BACK_HOURS = [1, 24, 30 * 24]

/** Events may arrive a little later than newer ones, so each poll looks back over this much again. */
const OVERLAP_MS = 30_000

/** Some arrive hours later, from phones that were offline: after so many polls all is looked at again. */
export const POLLS_UNTIL_ALL = 15

const hoursAgo = (hours: number): string => new Date(Date.now() - hours * 3_600_000).toISOString()

async function readFirstPage(projectId: number, filters: EventFilters): Promise<EventRow[]> {
  let events: EventRow[] = []
  for (const hours of LOOK_BACK_HOURS) {
    events = await listEvents(projectId, { ...filters, after: hoursAgo(hours) })
    if (events.length >= EVENTS_A_PAGE) break
  }
  return events
}

export const eventsLogic = kea<eventsLogicType>([
  props({} as EventsLogicProps),
  key((props) => props.projectId),
  path((key) => ['scenes', 'events', 'eventsLogic', key]),
  connect((props: EventsLogicProps) => ({
    values: [taxonomyLogic(props), ['eventNames', 'eventNamesState']],
    actions: [taxonomyLogic(props), ['needEvents']],
  })),
  actions({
    filterByName: (name: string) => ({ name }),
    filterByText: (text: string) => ({ text }),
    clearFilters: true,
    restoreFilters: (filters: EventFilters) => ({ filters }),
    pause: true,
    resume: true,
    tick: true,
    toggleEvent: (uuid: string) => ({ uuid }),
  }),
  loaders(({ props, values }) => ({
    events: [
      [] as EventRow[],
      {
        loadEvents: async (_: void, breakpoint) => {
          const events = await readFirstPage(props.projectId, values.filters)
          breakpoint() // other filters were chosen meanwhile
          return events
        },
        loadNewEvents: async () => {
          const { filters, polls } = values
          const newest = values.events[0]
          const since = newest ? parseInstant(newest.timestamp).getTime() - OVERLAP_MS : 0
          const after = newest ? new Date(since).toISOString() : hoursAgo(1)
          const arrived =
            polls + 1 === POLLS_UNTIL_ALL
              ? await readFirstPage(props.projectId, filters)
              : await listEvents(props.projectId, { ...filters, after })
          // Other filters were chosen meanwhile: what arrived answers an old question.
          return filters === values.filters ? mergeEvents(values.events, arrived) : values.events
        },
      },
    ],
  })),
  reducers({
    filters: [
      NO_FILTERS,
      {
        filterByName: (filters, { name }) => ({ ...filters, name }),
        filterByText: (filters, { text }) => ({ ...filters, text }),
        clearFilters: () => NO_FILTERS,
        restoreFilters: (_, { filters }) => filters,
      },
    ],
    isPaused: [false, { pause: () => true, resume: () => false }],
    /** How often only what is new was asked for, since all was looked at. */
    polls: [0, { loadEventsSuccess: () => 0, loadNewEventsSuccess: (polls) => (polls + 1) % POLLS_UNTIL_ALL }],
    areEventsKnown: [false, { loadEvents: () => false, loadEventsSuccess: () => true }],
    eventsError: [
      null as string | null,
      {
        loadEventsSuccess: () => null,
        loadNewEventsSuccess: () => null,
        loadEventsFailure: (_, { error }) => error,
        loadNewEventsFailure: (_, { error }) => error,
      },
    ],
    readAt: [new Date(), { loadEventsSuccess: () => new Date(), loadNewEventsSuccess: () => new Date() }],
    openEvents: [
      [] as string[],
      {
        toggleEvent: (open, { uuid }) =>
          open.includes(uuid) ? open.filter((other) => other !== uuid) : [...open, uuid],
      },
    ],
  }),
  selectors({
    hasFilters: [(s) => [s.filters], ({ name, text }: EventFilters): boolean => name !== '' || text.trim() !== ''],
  }),
  listeners(({ actions, values }) => ({
    filterByName: () => actions.loadEvents(),
    clearFilters: () => actions.loadEvents(),
    restoreFilters: () => actions.loadEvents(),
    filterByText: async (_, breakpoint) => {
      await breakpoint(TYPING_PAUSE_MS)
      actions.loadEvents()
    },
    resume: () => actions.loadNewEvents(),
    tick: () => {
      if (!values.isPaused && !values.eventsLoading && values.areEventsKnown) actions.loadNewEvents()
    },
  })),
  actionToUrl(({ props, values }) => {
    const address = (): [string, object, object, { replace: boolean }] => [
      urls.events(props.projectId),
      toSearch(values.filters),
      {},
      { replace: true },
    ]
    return { filterByName: address, filterByText: address, clearFilters: address }
  }),
  urlToAction(({ actions, props, values }) => ({
    [urls.events(props.projectId)]: (_, search) => {
      const filters = fromSearch(search)
      const isShown = JSON.stringify(toSearch(filters)) === JSON.stringify(toSearch(values.filters))
      if (!isShown || (!values.areEventsKnown && !values.eventsLoading)) actions.restoreFilters(filters)
    },
  })),
  everyWhileVisible(POLL_MS, ({ actions }) => actions.tick()),
])
