import { expectLogic } from 'kea-test-utils'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'

import { startKea } from '../../../tests/logic'
import * as events from '../../api/events'
import * as taxonomy from '../../api/taxonomy'
import { homeLogic, WAIT_MS } from './homeLogic'

vi.mock('../../api/events')
vi.mock('../../api/taxonomy')

const NOTHING = { events: 0, persons: 0, lastSeen: null }
const SOMETHING = { events: 1, persons: 1, lastSeen: '2026-11-22T12:00:00Z' }

const logic = (): ReturnType<typeof homeLogic> => homeLogic({ projectId: 7 })

beforeEach(() => {
  vi.useFakeTimers()
  startKea()
  vi.mocked(taxonomy.listEventNames).mockResolvedValue([{ name: 'signed_up', total: 1 }])
})

afterEach(() => vi.useRealTimers())

it('waits for the first event and moves on when it arrives', async () => {
  vi.mocked(events.readPulse).mockResolvedValue(NOTHING)
  logic().mount()
  expect(logic().values.hasEvents).toBeNull()
  await vi.advanceTimersByTimeAsync(WAIT_MS)
  expect(logic().values.hasEvents).toBe(false)
  expect(taxonomy.listEventNames).not.toHaveBeenCalled()

  vi.mocked(events.readPulse).mockResolvedValue(SOMETHING)
  await vi.advanceTimersByTimeAsync(WAIT_MS)
  await expectLogic(logic()).toMatchValues({
    hasEvents: true,
    pulse: SOMETHING,
    eventNames: [{ name: 'signed_up', total: 1 }],
  })
})

it('asks seldom once events arrive, and not at all when nobody looks', async () => {
  vi.mocked(events.readPulse).mockResolvedValue(SOMETHING)
  const unmount = logic().mount()
  await vi.advanceTimersByTimeAsync(WAIT_MS * 10)
  expect(events.readPulse).toHaveBeenCalledTimes(2)
  unmount()
  await vi.advanceTimersByTimeAsync(WAIT_MS * 30)
  expect(events.readPulse).toHaveBeenCalledTimes(2)
})

it('goes on waiting after a failure', async () => {
  vi.mocked(events.readPulse).mockRejectedValueOnce(new Error('busy')).mockResolvedValue(NOTHING)
  logic().mount()
  await vi.advanceTimersByTimeAsync(0)
  expect(logic().values.pulseError).toBe('busy')
  await vi.advanceTimersByTimeAsync(WAIT_MS)
  expect(logic().values).toMatchObject({ pulseError: null, hasEvents: false })
})
