import { expectLogic } from 'kea-test-utils'
import { beforeEach, expect, it, vi } from 'vitest'

import { startKea } from '../../../tests/logic'
import { aProject, aUser } from '../../../tests/samples'
import * as account from '../../api/account'
import { ApiError } from '../../api/client'
import * as api from '../../api/projects'
import { projectsLogic } from '../../logics/projectsLogic'
import { settingsLogic } from './settingsLogic'

vi.mock('../../api/account')
vi.mock('../../api/projects')

const logic = (): ReturnType<typeof settingsLogic> => settingsLogic({ project: aProject() })

beforeEach(async () => {
  startKea('/project/1/settings')
  vi.mocked(account.findUser).mockResolvedValue(aUser())
  vi.mocked(api.listProjects).mockResolvedValue([aProject()])
  logic().mount()
  await expectLogic(projectsLogic).toFinishAllListeners()
})

it('saves, shows the new name everywhere and has nothing left to save', async () => {
  vi.mocked(api.updateProject).mockResolvedValue(aProject({ name: 'Store', timezone: 'UTC' }))
  logic().actions.setSettingsValues({ name: ' Store ', timezone: 'UTC' })
  expect(logic().values.hasChanges).toBe(true)
  await expectLogic(logic(), () => logic().actions.submitSettings()).toFinishAllListeners()
  expect(api.updateProject).toHaveBeenCalledWith(1, { name: 'Store', timezone: 'UTC', week_start_day: 1 })
  expect(projectsLogic.values.project?.name).toBe('Store')
  expect(logic().values).toMatchObject({ settings: { name: 'Store' }, hasChanges: false })
})

it('keeps what was typed when the server refuses it', async () => {
  vi.mocked(api.updateProject).mockRejectedValue(
    new ApiError(400, 'validation_error', 'x', 'No such zone.', 'timezone')
  )
  logic().actions.setSettingsValue('timezone', 'Mars/Olympus')
  await expectLogic(logic(), () => logic().actions.submitSettings()).toFinishAllListeners()
  expect(logic().values).toMatchObject({
    settings: { timezone: 'Mars/Olympus' },
    settingsErrors: { timezone: 'No such zone.' },
    hasChanges: true,
  })
})
