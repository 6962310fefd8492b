import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

import { later, startKea } from '../../../tests/logic'
import { aTrendsResponse, aTrendsRow } from '../../../tests/samples'
import * as account from '../../api/account'
import * as api from '../../api/trends'
import { SLOW_MS } from '../answers/waiting'
import { trendsDataLogic } from './trendsDataLogic'
import { trendsLogic } from './trendsLogic'

vi.mock('../../api/account')
vi.mock('../../api/projects')
vi.mock('../../api/trends')

const PROPS = { projectId: 7 }
const editor = (): ReturnType<typeof trendsLogic> => trendsLogic(PROPS)
const logic = (): ReturnType<typeof trendsDataLogic> => trendsDataLogic(PROPS)

const answer = (...counts: number[]): api.TrendsResponse =>
  aTrendsResponse(counts.map((count, order) => aTrendsRow({ data: [count], count, order })))
const totals = (): number[] => logic().values.model?.lines.map(({ total }) => total) ?? []
const settle = async (): Promise<void> => {
  await vi.advanceTimersByTimeAsync(0)
}

beforeEach(() => {
  vi.useFakeTimers()
  startKea()
  vi.mocked(account.findUser).mockResolvedValue(null)
  vi.mocked(api.runTrends).mockReset()
  logic().mount()
})

afterEach(() => vi.useRealTimers())

describe('asking', () => {
  it('happens when the question changes, and not when only the drawing does', async () => {
    vi.mocked(api.runTrends).mockResolvedValue(answer(5))
    editor().actions.chooseEvent(0, 'signed_up')
    await settle()
    expect(totals()).toEqual([5])
    editor().actions.chooseDisplay('bar')
    editor().actions.toggleLine('A')
    editor().actions.addFilter('plan')
    await settle()
    expect(api.runTrends).toHaveBeenCalledOnce()
    expect(logic().values.chartState).toBe('switched off')
  })

  it('keeps the old answer while the next one comes, and drops the one that is no longer wanted', async () => {
    vi.mocked(api.runTrends).mockResolvedValueOnce(answer(1))
    editor().actions.chooseEvent(0, 'one')
    await settle()
    const slow = later<api.TrendsResponse>()
    vi.mocked(api.runTrends).mockReturnValueOnce(slow.promise).mockResolvedValueOnce(answer(3))
    editor().actions.chooseEvent(0, 'two')
    await settle()
    expect(logic().values).toMatchObject({ answerLoading: true, chartState: 'drawn' })
    editor().actions.chooseEvent(0, 'three')
    await settle()
    slow.answer(answer(2))
    await settle()
    expect(totals()).toEqual([3])
  })

  it('computes again on demand', async () => {
    vi.mocked(api.runTrends).mockResolvedValue(answer(1))
    logic().actions.refresh()
    await settle()
    expect(vi.mocked(api.runTrends).mock.calls[0]?.[2]).toMatchObject({ refresh: 'force_blocking' })
  })
})

describe('trouble', () => {
  it('is told, and gone with the next answer', async () => {
    vi.mocked(api.runTrends).mockRejectedValueOnce(new Error('Shorten the range.')).mockResolvedValueOnce(answer(1))
    logic().actions.retry()
    await settle()
    expect(logic().values).toMatchObject({ chartState: 'failed', status: { error: 'Shorten the range.' } })
    logic().actions.retry()
    await settle()
    expect(logic().values).toMatchObject({ chartState: 'drawn', status: { error: null } })
  })

  it('that is only slowness can be stopped', async () => {
    vi.mocked(api.runTrends).mockImplementationOnce(
      (_, __, options) =>
        new Promise((___, reject) =>
          options?.signal?.addEventListener('abort', () => reject(new DOMException('Stopped.', 'AbortError')))
        )
    )
    logic().actions.retry()
    await vi.advanceTimersByTimeAsync(SLOW_MS)
    expect(logic().values.status.isSlow).toBe(true)
    logic().actions.cancel()
    await settle()
    expect(logic().values.status).toMatchObject({ isLoading: false, isSlow: false, wasCancelled: true, error: null })
  })

  it('is not what an answer without events is', async () => {
    vi.mocked(api.runTrends).mockResolvedValue(answer(0, 0))
    logic().actions.retry()
    await settle()
    expect(logic().values.chartState).toBe('empty')
  })
})
