import { router } from 'kea-router'
import { beforeEach, expect, it, vi } from 'vitest'

import { startKea } from '../../../tests/logic'
import { aFunnelResponse, aTrendsResponse } from '../../../tests/samples'
import * as account from '../../api/account'
import * as insights from '../../api/insights'
import * as api from '../../api/trends'
import { questionsLogic } from '../../insights/questions/questionsLogic'
import { trendsLogic } from '../../insights/trends/trendsLogic'
import { urls } from '../urls'
import { insightsSceneLogic } from './insightsSceneLogic'
import { trendsSceneLogic } from './trendsSceneLogic'

vi.mock('../../api/account')
vi.mock('../../api/projects')
vi.mock('../../api/trends')
vi.mock('../../api/insights')

const PROPS = { projectId: 7 }
const logic = (): ReturnType<typeof insightsSceneLogic> => insightsSceneLogic(PROPS)
const forms = (): ReturnType<typeof questionsLogic> => questionsLogic(PROPS)
const FUNNEL = '?insight=funnels&steps=%5B%22a%22%2C%22b%22%5D&window=1%20hour'

beforeEach(() => {
  vi.mocked(account.findUser).mockResolvedValue(null)
  vi.mocked(api.runTrends).mockReset().mockResolvedValue(aTrendsResponse([]))
  vi.mocked(insights.runInsight).mockReset().mockResolvedValue(aFunnelResponse([]))
})

function open(search = ''): void {
  startKea(urls.trends(7) + search)
  trendsSceneLogic(PROPS).mount()
  logic().mount()
}

it('opens the tab and the question of a link, and asks for nothing else', () => {
  open(FUNNEL)
  expect(logic().values.tab).toBe('funnels')
  expect(forms().values.questions.funnels).toMatchObject({ steps: ['a', 'b'], window: '1 hour' })
  expect(insights.runInsight).toHaveBeenCalledOnce()
  expect(api.runTrends).not.toHaveBeenCalled()
})

it('keeps each question while another tab is open', () => {
  open(FUNNEL)
  logic().actions.openTab('retention')
  expect(router.values.searchParams).toEqual({ insight: 'retention' })
  expect(logic().values.tab).toBe('retention')
  logic().actions.openTab('funnels')
  expect(router.values.searchParams).toEqual({ insight: 'funnels', steps: ['a', 'b'], window: '1 hour' })
})

it('goes back to trends as they were left', () => {
  open()
  trendsLogic(PROPS).actions.chooseEvent(0, 'signed_up')
  logic().actions.openTab('lifecycle')
  logic().actions.openTab('trends')
  expect(router.values.searchParams).toEqual({ series: [{ event: 'signed_up' }] })
  expect(trendsLogic(PROPS).values.trends.series[0]?.event).toBe('signed_up')
  expect(api.runTrends).toHaveBeenCalledTimes(2)
})

it('puts every choice into the address; back and forward walk through them', async () => {
  open()
  logic().actions.openTab('funnels')
  forms().actions.changeQuestion({ kind: 'funnels', fields: { steps: ['a', 'b'] } })
  expect(router.values.searchParams).toEqual({ insight: 'funnels', steps: ['a', 'b'] })
  window.history.back()
  await vi.waitFor(() => expect(forms().values.questions.funnels.steps).toEqual(['', '']))
  window.history.back()
  await vi.waitFor(() => expect(logic().values.tab).toBe('trends'))
  window.history.forward()
  window.history.forward()
  await vi.waitFor(() => expect(forms().values.questions.funnels.steps).toEqual(['a', 'b']))
})
