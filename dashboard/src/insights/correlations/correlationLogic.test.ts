import { beforeEach, expect, it, vi } from 'vitest'
import { expectLogic } from 'kea-test-utils'

import { later, startKea } from '../../../tests/logic'
import { aFunnelQuery } from '../../../tests/questions'
import * as api from '../../api/correlations'
import { correlationLogic } from './correlationLogic'

vi.mock('../../api/correlations')

const FUNNEL = aFunnelQuery('$pageview', 'paid')

const answer = (event: string): api.Correlations => ({
  skewed: false,
  events: [
    {
      event: { event, properties: {}, elements: [] },
      success_count: 3,
      failure_count: 1,
      odds_ratio: 2,
      correlation_type: 'success',
    },
  ],
})

const logic = (): ReturnType<typeof correlationLogic> => correlationLogic({ projectId: 7 })
const names = (): string[] => logic().values.lines.map(({ name }) => name)

beforeEach(() => {
  startKea()
  vi.mocked(api.runCorrelation).mockReset()
  logic().mount()
})

it('asks about the funnel that it is told', async () => {
  vi.mocked(api.runCorrelation).mockResolvedValue(answer('watched'))
  await expectLogic(logic(), () =>
    logic().actions.loadCorrelation({ funnel: FUNNEL, type: 'events' })
  ).toFinishAllListeners()
  expect(names()).toEqual(['watched'])
  expect(vi.mocked(api.runCorrelation).mock.calls[0]?.[1]).toEqual(logic().values.query)
})

it('never shows the events of one question under the properties of another', async () => {
  const slow = later<api.Correlations>()
  vi.mocked(api.runCorrelation).mockReturnValueOnce(slow.promise).mockResolvedValueOnce(answer('plan::pro'))
  logic().actions.loadCorrelation({ funnel: FUNNEL, type: 'events' })
  logic().actions.loadCorrelation({ funnel: FUNNEL, type: 'properties' })
  slow.answer(answer('watched'))
  await expectLogic(logic()).toFinishAllListeners()
  expect(names()).toEqual(['plan is pro'])
})

it('tells why there is no answer, until the next one', async () => {
  vi.mocked(api.runCorrelation).mockRejectedValueOnce(new Error('busy')).mockResolvedValueOnce(answer('watched'))
  const ask = (): void => logic().actions.loadCorrelation({ funnel: FUNNEL, type: 'events' })
  await expectLogic(logic(), ask).toFinishAllListeners()
  expect(logic().values).toMatchObject({ correlationError: 'busy', lines: [] })
  await expectLogic(logic(), ask).toFinishAllListeners()
  expect(logic().values.correlationError).toBeNull()
})
