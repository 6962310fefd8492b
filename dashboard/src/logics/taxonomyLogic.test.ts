import { expectLogic } from 'kea-test-utils'
import { beforeEach, expect, it, vi } from 'vitest'

import { startKea } from '../../tests/logic'
import * as api from '../api/taxonomy'
import { taxonomyLogic } from './taxonomyLogic'

vi.mock('../api/taxonomy')

const logic = (): ReturnType<typeof taxonomyLogic> => taxonomyLogic({ projectId: 7 })

beforeEach(() => {
  startKea()
  logic().mount()
})

it('asks for event names once, however often a picker opens', async () => {
  vi.mocked(api.listEventNames).mockResolvedValue([{ name: 'signed_up', total: 3 }])
  await expectLogic(logic(), () => {
    logic().actions.needEvents()
    logic().actions.needEvents()
  }).toFinishAllListeners()
  logic().actions.needEvents()
  expect(api.listEventNames).toHaveBeenCalledExactlyOnceWith(7)
  expect(logic().values).toMatchObject({ eventNames: [{ name: 'signed_up', total: 3 }], eventNamesState: 'ready' })
})

it('asks again after a failure', async () => {
  vi.mocked(api.listEventNames).mockRejectedValueOnce(new Error('busy')).mockResolvedValueOnce([])
  await expectLogic(logic(), () => logic().actions.needEvents()).toFinishAllListeners()
  expect(logic().values.eventNamesState).toBe('failed')
  await expectLogic(logic(), () => logic().actions.needEvents()).toFinishAllListeners()
  expect(logic().values.eventNamesState).toBe('ready')
})

it('asks for property names once', async () => {
  vi.mocked(api.listPropertyKeys).mockResolvedValue([{ name: 'plan', total: 2 }])
  await expectLogic(logic(), () => logic().actions.needProperties()).toFinishAllListeners()
  logic().actions.needProperties()
  expect(api.listPropertyKeys).toHaveBeenCalledExactlyOnceWith(7)
  expect(logic().values).toMatchObject({ propertyKeys: [{ name: 'plan', total: 2 }], propertyKeysState: 'ready' })
})

it('keeps the values of each property', async () => {
  vi.mocked(api.listPropertyValues).mockImplementation(async (_, key) => [{ name: `a ${key}`, total: 1 }])
  await expectLogic(logic(), () => logic().actions.needValues('plan')).toFinishAllListeners()
  await expectLogic(logic(), () => logic().actions.needValues('color')).toFinishAllListeners()
  logic().actions.needValues('plan')
  expect(logic().values.propertyValues).toEqual({
    plan: [{ name: 'a plan', total: 1 }],
    color: [{ name: 'a color', total: 1 }],
  })
  expect(api.listPropertyValues).toHaveBeenCalledTimes(2)
})
