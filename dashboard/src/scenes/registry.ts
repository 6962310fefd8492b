/** SCENES (read this first): every screen, its address and who may see it. Each loads when it is first opened. */
import { lazy, type ComponentType } from 'react'

import { urls } from './urls'

export interface Scene {
  route: string
  title: string
  access: 'anyone' | 'user'
  component: ComponentType
}

const PROJECT = ':projectId'

export const SCENES = {
  root: {
    route: urls.root(),
    title: 'Hedgerow',
    access: 'user',
    component: lazy(async () => ({ default: (await import('./start/RootScene')).RootScene })),
  },
  login: {
    route: urls.login(),
    title: 'Log in',
    access: 'anyone',
    component: lazy(async () => ({ default: (await import('./login/LoginScene')).LoginScene })),
  },
  signup: {
    route: urls.signup(),
    title: 'Sign up',
    access: 'anyone',
    component: lazy(async () => ({ default: (await import('./signup/SignupScene')).SignupScene })),
  },
  home: {
    route: urls.home(PROJECT),
    title: 'Home',
    access: 'user',
    component: lazy(async () => ({ default: (await import('./home/HomeScene')).HomeScene })),
  },
  events: {
    route: urls.events(PROJECT),
    title: 'Events',
    access: 'user',
    component: lazy(async () => ({ default: (await import('./events/EventsScene')).EventsScene })),
  },
  trends: {
    route: urls.trends(PROJECT),
    title: 'Trends',
    access: 'user',
    component: lazy(async () => ({ default: (await import('./trends/TrendsScene')).TrendsScene })),
  },
  settings: {
    route: urls.settings(PROJECT),
    title: 'Settings',
    access: 'user',
    component: lazy(async () => ({ default: (await import('./settings/SettingsScene')).SettingsScene })),
  },
} satisfies Record<string, Scene>

export type SceneName = keyof typeof SCENES
