/** The people behind the number that was opened last, a page at a time. */
import { actions, kea, key, listeners, path, props, reducers } from 'kea'
import { loaders } from 'kea-loaders'

import { listPeople, type PeoplePage, type PeopleSource } from '../../api/people'
import { askLatest, giveUp, givesUpUnmounted, wasStopped } from '../../logics/latestRequest'
import type { peopleLogicType } from './peopleLogicType'

export interface PeopleLogicProps {
  projectId: number
}

/** A number that was opened. */
export interface PeopleOfNumber {
  /** What the number counts: "ordered", "Dropped before paid". */
  title: string
  /** Where it stands: "Sun 22 Nov 2026". */
  place: string
  /** How many people the number says there are; null where it counts something else. */
  people: number | null
  source: PeopleSource
}

const NOBODY: PeoplePage = { people: [], next: null }

export const peopleLogic = kea<peopleLogicType>([
  props({} as PeopleLogicProps),
  key((props) => props.projectId),
  path((key) => ['insights', 'people', 'peopleLogic', key]),
  actions({
    openPeople: (number: PeopleOfNumber) => ({ number }),
    closePeople: true,
    showMore: true,
    retry: true,
  }),
  loaders(({ props, values, cache }) => ({
    page: [
      NOBODY,
      {
        loadPage: async ({ source, offset }: { source: PeopleSource; offset: number }, breakpoint) => {
          const found = await askLatest(cache, breakpoint, (signal) =>
            listPeople(props.projectId, source, offset, { signal })
          )
          return offset === 0 ? found : { ...found, people: [...values.page.people, ...found.people] }
        },
      },
    ],
  })),
  reducers({
    opened: [null as PeopleOfNumber | null, { openPeople: (_, { number }) => number, closePeople: () => null }],
    page: { openPeople: () => NOBODY },
    pageError: [
      null as string | null,
      {
        openPeople: () => null,
        loadPage: () => null,
        loadPageFailure: (_, { error, errorObject }) => (wasStopped(errorObject) ? null : error),
      },
    ],
  }),
  listeners(({ actions, values, cache }) => {
    const load = (offset: number): void => {
      if (values.opened) actions.loadPage({ source: values.opened.source, offset })
    }
    return {
      openPeople: () => load(0),
      showMore: () => load(values.page.next ?? 0),
      retry: () => load(values.page.next ?? 0),
      closePeople: () => giveUp(cache),
    }
  }),
  givesUpUnmounted(),
])
