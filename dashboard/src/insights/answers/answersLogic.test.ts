import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

import { later, startKea } from '../../../tests/logic'
import { aFunnelResponse, aFunnelStep } from '../../../tests/samples'
import * as account from '../../api/account'
import * as api from '../../api/insights'
import type { FunnelsQuery } from '../../api/insights'
import { DEFAULT_QUESTIONS } from '../questions/questions'
import { questionsLogic, type QuestionChange } from '../questions/questionsLogic'
import { answerOf, answersLogic } from './answersLogic'
import { SLOW_MS } from './waiting'

vi.mock('../../api/account')
vi.mock('../../api/projects')
vi.mock('../../api/insights')

const PROPS = { projectId: 7 }
const form = (): ReturnType<typeof questionsLogic> => questionsLogic(PROPS)
const logic = (): ReturnType<typeof answersLogic> => answersLogic(PROPS)

const answer = (...counts: number[]): ReturnType<typeof aFunnelResponse> =>
  aFunnelResponse(counts.map((count, order) => aFunnelStep({ count, order })))
const funnel = (...steps: string[]): QuestionChange => ({ kind: 'funnels', fields: { steps } })
const began = (): number | undefined =>
  answerOf<FunnelsQuery>(logic().values.answers, 'funnels')?.response.results.flat()[0]?.count
const settle = async (): Promise<void> => {
  await vi.advanceTimersByTimeAsync(0)
}

beforeEach(() => {
  vi.useFakeTimers()
  startKea()
  vi.mocked(account.findUser).mockResolvedValue(null)
  vi.mocked(api.runInsight).mockReset()
  logic().mount()
})

afterEach(() => vi.useRealTimers())

describe('asking', () => {
  it('happens once each step has an event, and not when the same is said again', async () => {
    vi.mocked(api.runInsight).mockResolvedValue(answer(9, 3))
    form().actions.changeQuestion(funnel('a', ''))
    await settle()
    expect(api.runInsight).not.toHaveBeenCalled()
    form().actions.changeQuestion(funnel('a', 'b'))
    form().actions.restoreQuestion({ kind: 'funnels', question: form().values.questions.funnels })
    await settle()
    form().actions.restoreQuestion({ kind: 'funnels', question: form().values.questions.funnels })
    await settle()
    expect(api.runInsight).toHaveBeenCalledOnce()
    expect(began()).toBe(9)
  })

  it('keeps the old answer while the next one comes, and drops the one that is no longer wanted', async () => {
    const slow = later<ReturnType<typeof answer>>()
    vi.mocked(api.runInsight)
      .mockResolvedValueOnce(answer(1))
      .mockReturnValueOnce(slow.promise)
      .mockResolvedValueOnce(answer(3))
    form().actions.changeQuestion(funnel('a', 'b'))
    await settle()
    form().actions.changeQuestion(funnel('a', 'c'))
    await settle()
    expect(logic().values.status).toMatchObject({ isLoading: true, hasAnswer: true })
    expect(began()).toBe(1)
    form().actions.changeQuestion(funnel('a', 'b'))
    await settle()
    slow.answer(answer(2))
    await settle()
    expect(began()).toBe(3)
  })

  it('of one form leaves the answer of another where it is', async () => {
    vi.mocked(api.runInsight).mockResolvedValueOnce(answer(5)).mockRejectedValueOnce(new Error('Shorten the range.'))
    form().actions.changeQuestion(funnel('a', 'b'))
    await settle()
    form().actions.restoreQuestion({ kind: 'lifecycle', question: DEFAULT_QUESTIONS.lifecycle })
    await settle()
    expect(logic().values.status).toMatchObject({ hasAnswer: false, error: 'Shorten the range.' })
    form().actions.restoreQuestion({ kind: 'funnels', question: form().values.questions.funnels })
    await settle()
    expect(logic().values.status).toMatchObject({ hasAnswer: true, error: null })
    expect(api.runInsight).toHaveBeenCalledTimes(2)
  })

  it('computes again on demand', async () => {
    vi.mocked(api.runInsight).mockResolvedValue(answer(1))
    form().actions.changeQuestion(funnel('a', 'b'))
    await settle()
    logic().actions.refresh()
    await settle()
    expect(vi.mocked(api.runInsight).mock.calls[1]?.[2]).toMatchObject({ refresh: 'force_blocking' })
  })
})

describe('trouble', () => {
  it('is told, and gone with the next answer', async () => {
    vi.mocked(api.runInsight).mockRejectedValueOnce(new Error('Shorten the range.')).mockResolvedValueOnce(answer(1))
    form().actions.changeQuestion(funnel('a', 'b'))
    await settle()
    expect(logic().values.status.error).toBe('Shorten the range.')
    logic().actions.retry()
    await settle()
    expect(logic().values.status).toMatchObject({ error: null, hasAnswer: true })
  })

  it('that is only slowness can be stopped', async () => {
    vi.mocked(api.runInsight).mockImplementationOnce(
      (_, __, options) =>
        new Promise((___, reject) =>
          options?.signal?.addEventListener('abort', () => reject(new DOMException('Stopped.', 'AbortError')))
        )
    )
    form().actions.changeQuestion(funnel('a', 'b'))
    await vi.advanceTimersByTimeAsync(SLOW_MS)
    expect(logic().values.status.isSlow).toBe(true)
    logic().actions.cancel()
    await settle()
    expect(logic().values.status).toMatchObject({ isLoading: false, isSlow: false, wasCancelled: true, error: null })
  })
})
