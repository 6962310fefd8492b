import { afterEach, expect, it, vi } from 'vitest'

import { startKea } from '../../../tests/logic'
import { aFunnelResponse, aFunnelStep } from '../../../tests/samples'
import * as account from '../../api/account'
import * as api from '../../api/insights'
import { questionsLogic } from '../questions/questionsLogic'
import { funnelLogic } from './funnelLogic'

vi.mock('../../api/account')
vi.mock('../../api/projects')
vi.mock('../../api/insights')

afterEach(() => vi.useRealTimers())

const PROPS = { projectId: 7 }

const answer = (...values: string[]): ReturnType<typeof aFunnelResponse> =>
  aFunnelResponse(values.map((value) => [aFunnelStep({ count: 9, breakdown: [value], breakdown_value: [value] })]))

it('keeps the colour of a value, however the next answer sorts it', async () => {
  vi.useFakeTimers()
  startKea()
  vi.mocked(account.findUser).mockResolvedValue(null)
  vi.mocked(api.runInsight)
    .mockResolvedValueOnce(answer('Firefox', 'Chrome'))
    .mockResolvedValueOnce(answer('Chrome', 'Safari', 'Firefox'))
  const logic = funnelLogic(PROPS)
  logic.mount()
  const colours = (): Record<string, number> =>
    Object.fromEntries(logic.values.funnel?.groups.map(({ label, slot }) => [label, slot]) ?? [])
  questionsLogic(PROPS).actions.changeQuestion({ kind: 'funnels', fields: { steps: ['a', 'b'] } })
  await vi.advanceTimersByTimeAsync(0)
  expect(colours()).toEqual({ Firefox: 0, Chrome: 1 })
  questionsLogic(PROPS).actions.changeQuestion({ kind: 'funnels', fields: { range: { from: '-30d', to: null } } })
  await vi.advanceTimersByTimeAsync(0)
  expect(colours()).toEqual({ Firefox: 0, Chrome: 1, Safari: 2 })
})
