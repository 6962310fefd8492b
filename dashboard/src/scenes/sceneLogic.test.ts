import { router } from 'kea-router'
import { expectLogic } from 'kea-test-utils'
import { describe, expect, it, vi } from 'vitest'

import { startKea } from '../../tests/logic'
import { aProject, aUser } from '../../tests/samples'
import * as account from '../api/account'
import * as projects from '../api/projects'
import { userLogic } from '../logics/userLogic'
import { sceneLogic } from './sceneLogic'
import { urls } from './urls'

vi.mock('../api/account')
vi.mock('../api/projects')

async function visit(address: string, user: account.User | null): Promise<void> {
  startKea(address)
  vi.mocked(account.findUser).mockResolvedValue(user)
  vi.mocked(projects.listProjects).mockResolvedValue([aProject(), aProject({ id: 2 })])
  sceneLogic.mount()
  await expectLogic(sceneLogic).toFinishAllListeners()
}

const here = (): string => router.values.location.pathname + router.values.location.search

describe('opening an address', () => {
  it.each([
    [urls.home(2), 'home'],
    [urls.events(2), 'events'],
    [urls.trends(2), 'trends'],
    [urls.settings(2), 'settings'],
    ['/nowhere', null],
  ])('shows %s as %s', async (address, scene) => {
    await visit(address, aUser())
    expect(sceneLogic.values.sceneName).toBe(scene)
    expect(here()).toBe(address)
  })

  it('leads from the front page to the project', async () => {
    await visit(urls.root(), aUser())
    expect(here()).toBe(urls.home(1))
  })

  it('names the screen in the title', async () => {
    await visit(urls.trends(2), aUser())
    expect(document.title).toBe('Trends · Hedgerow')
  })
})

it('goes back to where a stranger wanted to go, once they have logged in', async () => {
  await visit(`${urls.trends(2)}?interval=week`, null)
  expect(here()).toBe('/login?next=%2Fproject%2F2%2Ftrends%3Finterval%3Dweek')
  vi.mocked(account.findUser).mockResolvedValue(aUser())
  await expectLogic(sceneLogic, () => userLogic.actions.loadUser()).toFinishAllListeners()
  expect(here()).toBe(`${urls.trends(2)}?interval=week`)
})
