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

it('keeps properties of events and of persons apart', async () => {
  vi.mocked(api.listPropertyKeys).mockImplementation(async (_, type) => [{ name: 'plan', total: type === 'event' ? 2 : 1 }])
  await expectLogic(logic(), () => logic().actions.needProperties()).toFinishAllListeners()
  expect(logic().values.propertyKeys).toEqual([
    { type: 'event', key: 'plan', total: 2 },
    { type: 'person', key: 'plan', total: 1 },
  ])
})

it('keeps the values of each property', async () => {
  vi.mocked(api.listPropertyValues).mockImplementation(async (_, type, key) => [{ name: `${type} ${key}`, total: 1 }])
  const plan = { type: 'event' as const, key: 'plan' }
  const email = { type: 'person' as const, key: 'email' }
  await expectLogic(logic(), () => logic().actions.needValues(plan)).toFinishAllListeners()
  await expectLogic(logic(), () => logic().actions.needValues(email)).toFinishAllListeners()
  logic().actions.needValues(plan)
  expect(logic().values.propertyValues).toEqual({
    'event:plan': [{ name: 'event plan', total: 1 }],
    'person:email': [{ name: 'person email', total: 1 }],
  })
  expect(api.listPropertyValues).toHaveBeenCalledTimes(2)
})
