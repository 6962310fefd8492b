/** The names a project uses: its events, its properties and their values. Loaded once a picker needs them. */
import { actions, kea, key, listeners, path, props, reducers, selectors } from 'kea'
import { loaders } from 'kea-loaders'

import { listEventNames, listPropertyKeys, listPropertyValues, type NamedCount } from '../api/taxonomy'
import type { taxonomyLogicType } from './taxonomyLogicType'

export interface TaxonomyLogicProps {
  projectId: number
}

export type LoadState = 'loading' | 'ready' | 'failed'

export const taxonomyLogic = kea<taxonomyLogicType>([
  props({} as TaxonomyLogicProps),
  key((props) => props.projectId),
  path((key) => ['logics', 'taxonomyLogic', key]),
  actions({
    needEvents: true,
    needProperties: true,
    needValues: (property: string) => ({ property }),
  }),
  loaders(({ props, values }) => ({
    eventNames: [[] as NamedCount[], { loadEventNames: async () => listEventNames(props.projectId) }],
    propertyKeys: [[] as NamedCount[], { loadPropertyKeys: async () => listPropertyKeys(props.projectId) }],
    propertyValues: [
      {} as Record<string, NamedCount[]>,
      {
        loadPropertyValues: async (property: string) => {
          const found = await listPropertyValues(props.projectId, property)
          return { ...values.propertyValues, [property]: found }
        },
      },
    ],
  })),
  reducers({
    eventNamesError: [
      null as string | null,
      { loadEventNames: () => null, loadEventNamesFailure: (_, { error }) => error },
    ],
    areEventNamesKnown: [false, { loadEventNamesSuccess: () => true }],
    arePropertyKeysKnown: [false, { loadPropertyKeysSuccess: () => true }],
    propertyKeysError: [
      null as string | null,
      { loadPropertyKeys: () => null, loadPropertyKeysFailure: (_, { error }) => error },
    ],
    propertyValuesError: [
      null as string | null,
      { loadPropertyValues: () => null, loadPropertyValuesFailure: (_, { error }) => error },
    ],
  }),
  selectors({
    eventNamesState: [
      (s) => [s.areEventNamesKnown, s.eventNamesError],
      (isKnown: boolean, error: string | null): LoadState => (error ? 'failed' : isKnown ? 'ready' : 'loading'),
    ],
    propertyKeysState: [
      (s) => [s.arePropertyKeysKnown, s.propertyKeysError],
      (isKnown: boolean, error: string | null): LoadState => (error ? 'failed' : isKnown ? 'ready' : 'loading'),
    ],
  }),
  listeners(({ actions, values }) => ({
    needEvents: () => {
      if (!values.areEventNamesKnown && !values.eventNamesLoading) actions.loadEventNames()
    },
    needProperties: () => {
      if (!values.arePropertyKeysKnown && !values.propertyKeysLoading) actions.loadPropertyKeys()
    },
    needValues: ({ property }) => {
      if (!values.propertyValues[property]) actions.loadPropertyValues(property)
    },
  })),
])
