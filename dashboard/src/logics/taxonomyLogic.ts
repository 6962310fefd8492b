/** The names a project uses: its events, its properties and their values. Loaded once a picker needs them. */
import { actions, kea, key, listeners, path, props, reducers, selectors } from 'kea'
import { loaders } from 'kea-loaders'

import { listEventNames, listPropertyKeys, listPropertyValues, type NamedCount } from '../api/taxonomy'
import type { PropertyType } from '../api/trends'
import type { taxonomyLogicType } from './taxonomyLogicType'

export interface TaxonomyLogicProps {
  projectId: number
}

export type LoadState = 'idle' | 'loading' | 'ready' | 'failed'

export interface PropertyKey {
  type: PropertyType
  key: string
  total: number
}

export interface PropertyRef {
  type: PropertyType
  key: string
}

/** One name for a property of either kind: "event:$browser". */
export const propertyId = ({ type, key: name }: PropertyRef): string => `${type}:${name}`

const toKeys = (type: PropertyType, counts: NamedCount[]): PropertyKey[] =>
  counts.map(({ name, total }) => ({ type, key: name, total }))

export const taxonomyLogic = kea<taxonomyLogicType>([
  props({} as TaxonomyLogicProps),
  key((props) => props.projectId),
  path((key) => ['logics', 'taxonomyLogic', key]),
  actions({
    needEvents: true,
    needProperties: true,
    needValues: (property: PropertyRef) => ({ property }),
  }),
  loaders(({ props, values }) => ({
    eventNames: [[] as NamedCount[], { loadEventNames: async () => listEventNames(props.projectId) }],
    propertyKeys: [
      [] as PropertyKey[],
      {
        loadPropertyKeys: async () => {
          const [event, person] = await Promise.all([
            listPropertyKeys(props.projectId, 'event'),
            listPropertyKeys(props.projectId, 'person'),
          ])
          return [...toKeys('event', event), ...toKeys('person', person)]
        },
      },
    ],
    propertyValues: [
      {} as Record<string, NamedCount[]>,
      {
        loadPropertyValues: async (property: PropertyRef) => {
          const found = await listPropertyValues(props.projectId, property.type, property.key)
          return { ...values.propertyValues, [propertyId(property)]: found }
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
      if (!values.propertyValues[propertyId(property)]) actions.loadPropertyValues(property)
    },
  })),
])
