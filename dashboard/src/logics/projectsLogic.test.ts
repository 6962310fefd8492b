import { router } from 'kea-router'
import { expectLogic } from 'kea-test-utils'
import { beforeEach, describe, expect, it, vi } from 'vitest'

import { startKea } from '../../tests/logic'
import { aProject, aUser } from '../../tests/samples'
import * as account from '../api/account'
import { ApiError } from '../api/client'
import * as api from '../api/projects'
import { urls } from '../scenes/urls'
import { projectsLogic } from './projectsLogic'

vi.mock('../api/account')
vi.mock('../api/projects')

const SHOP = aProject()
const APP = aProject({ id: 2, name: 'App' })

async function open(address: string): Promise<void> {
  startKea(address)
  vi.mocked(account.findUser).mockResolvedValue(aUser())
  vi.mocked(api.listProjects).mockResolvedValue([SHOP, APP])
  projectsLogic.mount()
  await expectLogic(projectsLogic).toFinishAllListeners()
}

describe('the open project', () => {
  beforeEach(() => open(urls.trends(2)))

  it('is the one of the address', () => {
    expect(projectsLogic.values.project).toEqual(APP)
  })

  it('changes on the same screen, and is where the next visit starts', async () => {
    expect(projectsLogic.values.startProjectId).toBe(1)
    projectsLogic.actions.openProject(1)
    expect(router.values.location.pathname).toBe(urls.trends(1))
    await open(urls.root())
    projectsLogic.actions.openProject(2)
    await open(urls.root())
    expect(projectsLogic.values.startProjectId).toBe(2)
  })
})

describe('a new project', () => {
  beforeEach(() => open(urls.home(1)))

  it('opens as soon as it exists', async () => {
    vi.mocked(api.createProject).mockResolvedValue(aProject({ id: 3, name: 'Blog' }))
    projectsLogic.actions.startProject()
    projectsLogic.actions.setNewProjectValue('name', '  Blog ')
    await expectLogic(projectsLogic, () => projectsLogic.actions.submitNewProject()).toFinishAllListeners()
    expect(api.createProject).toHaveBeenCalledWith('Blog')
    expect(router.values.location.pathname).toBe(urls.home(3))
    expect(projectsLogic.values.projects.map(({ name }) => name)).toEqual(['Shop', 'App', 'Blog'])
    expect(projectsLogic.values.isStartingProject).toBe(false)
  })

  it('is not asked for without a name', async () => {
    projectsLogic.actions.startProject()
    await expectLogic(projectsLogic, () => projectsLogic.actions.submitNewProject()).toFinishAllListeners()
    expect(api.createProject).not.toHaveBeenCalled()
    expect(projectsLogic.values.newProjectErrors.name).toBe('Give the project a name.')
  })

  it('says at the field why the name is refused, until the name changes', async () => {
    vi.mocked(api.createProject).mockRejectedValue(
      new ApiError(400, 'validation_error', 'taken', 'Name taken.', 'name')
    )
    projectsLogic.actions.setNewProjectValue('name', 'Shop')
    await expectLogic(projectsLogic, () => projectsLogic.actions.submitNewProject()).toFinishAllListeners()
    expect(projectsLogic.values.newProjectErrors.name).toBe('Name taken.')
    projectsLogic.actions.setNewProjectValue('name', 'Shop 2')
    expect(projectsLogic.values.newProjectErrors.name).toBeUndefined()
  })
})
