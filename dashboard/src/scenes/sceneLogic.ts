/** Address -> screen, and the way to log in for those who are not. */
import { actions, connect, kea, listeners, path, reducers } from 'kea'
import { router, urlToAction } from 'kea-router'

import { projectsLogic } from '../logics/projectsLogic'
import { userLogic } from '../logics/userLogic'
import { redirectOf } from './redirect'
import { SCENES, type SceneName } from './registry'
import type { sceneLogicType } from './sceneLogicType'

const NAMES = Object.keys(SCENES) as SceneName[]

export const sceneLogic = kea<sceneLogicType>([
  path(['scenes', 'sceneLogic']),
  connect(() => ({
    values: [
      userLogic,
      ['user', 'isUserKnown'],
      projectsLogic,
      ['startProjectId'],
      router,
      ['location', 'searchParams'],
    ],
    actions: [userLogic, ['loadUserSuccess'], projectsLogic, ['loadProjectsSuccess']],
  })),
  actions({
    openScene: (name: SceneName | null) => ({ name }),
    admit: true,
  }),
  reducers({
    sceneName: [null as SceneName | null, { openScene: (_, { name }) => name }],
  }),
  listeners(({ actions, values }) => ({
    openScene: ({ name }) => {
      document.title = name && name !== 'root' ? `${SCENES[name].title} · Hedgerow` : 'Hedgerow'
      actions.admit()
    },
    loadUserSuccess: () => actions.admit(),
    loadProjectsSuccess: () => actions.admit(),
    admit: () => {
      if (!values.isUserKnown) return
      const to = redirectOf({
        scene: values.sceneName,
        access: values.sceneName ? SCENES[values.sceneName].access : 'anyone',
        here: values.location.pathname + values.location.search,
        next: values.searchParams.next,
        isLoggedIn: values.user !== null,
        startProjectId: values.startProjectId,
      })
      if (to) router.actions.replace(to)
    },
  })),
  urlToAction(({ actions, values }) => ({
    ...Object.fromEntries(
      NAMES.map((name) => [SCENES[name].route, () => values.sceneName !== name && actions.openScene(name)])
    ),
    '*': () => actions.openScene(null),
  })),
])
