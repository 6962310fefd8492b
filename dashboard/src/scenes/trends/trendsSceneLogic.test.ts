import { router } from 'kea-router'
import { beforeEach, expect, it, vi } from 'vitest'

import { startKea } from '../../../tests/logic'
import { aTrendsResponse } from '../../../tests/samples'
import * as account from '../../api/account'
import * as api from '../../api/trends'
import { trendsLogic } from '../../insights/trends/trendsLogic'
import { urls } from '../urls'
import { trendsSceneLogic } from './trendsSceneLogic'

vi.mock('../../api/account')
vi.mock('../../api/projects')
vi.mock('../../api/trends')

const PROPS = { projectId: 7 }
const editor = (): ReturnType<typeof trendsLogic> => trendsLogic(PROPS)

beforeEach(() => {
  vi.mocked(account.findUser).mockResolvedValue(null)
  vi.mocked(api.runTrends).mockReset().mockResolvedValue(aTrendsResponse([]))
})

function open(search = ''): void {
  startKea(urls.trends(7) + search)
  trendsSceneLogic(PROPS).mount()
}

it('opens the view that a link describes, and asks for it once', () => {
  open('?series=%5B%7B%22event%22%3A%22signed_up%22%7D%5D&interval=week&from=-90d')
  expect(editor().values.trends).toMatchObject({
    series: [{ event: 'signed_up' }],
    interval: 'week',
    range: { from: '-90d' },
  })
  expect(api.runTrends).toHaveBeenCalledOnce()
})

it('asks for the default view when the address says nothing', () => {
  open()
  expect(api.runTrends).toHaveBeenCalledOnce()
})

it('puts every choice into the address; back and forward walk through them', async () => {
  open()
  editor().actions.chooseEvent(0, 'signed_up')
  editor().actions.chooseDisplay('bar')
  expect(router.values.searchParams).toEqual({ series: [{ event: 'signed_up' }], display: 'bar' })
  window.history.back()
  await vi.waitFor(() => expect(editor().values.trends.display).toBe('line'))
  expect(editor().values.trends.series[0]?.event).toBe('signed_up')
  window.history.forward()
  await vi.waitFor(() => expect(editor().values.trends.display).toBe('bar'))
})
