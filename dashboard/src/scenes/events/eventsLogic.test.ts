import { router } from 'kea-router'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

import { later, startKea } from '../../../tests/logic'
import { anEvent } from '../../../tests/samples'
import * as api from '../../api/events'
import { urls } from '../urls'
import { eventsLogic, POLL_MS, POLLS_UNTIL_ALL } from './eventsLogic'

vi.mock('../../api/events', () => ({ EVENTS_A_PAGE: 100, listEvents: vi.fn() }))
vi.mock('../../api/taxonomy')

const NOW = new Date('2026-11-22T12:00:10Z')
const FIRST = anEvent()
const SECOND = anEvent({ uuid: 'event-2', timestamp: '2026-11-22T12:00:09.000Z' })

const logic = (): ReturnType<typeof eventsLogic> => eventsLogic({ projectId: 7 })
const uuids = (): string[] => logic().values.events.map(({ uuid }) => uuid)

async function open(search = ''): Promise<void> {
  startKea(urls.events(7) + search)
  logic().mount()
  await vi.advanceTimersByTimeAsync(0)
}

beforeEach(() => {
  vi.useFakeTimers({ now: NOW })
  vi.mocked(api.listEvents).mockReset().mockResolvedValue([FIRST])
})

afterEach(() => vi.useRealTimers())

describe('the live list', () => {
  it('looks back further until a page is full', async () => {
    await open()
    expect(vi.mocked(api.listEvents).mock.calls.map(([, search]) => search.after)).toEqual([
      '2026-11-22T11:00:10.000Z',
      '2026-11-21T12:00:10.000Z',
      '2026-10-23T12:00:10.000Z',
    ])
  })

  it('adds what arrives every two seconds, asking only for what may be new', async () => {
    await open()
    vi.mocked(api.listEvents).mockClear().mockResolvedValue([SECOND, FIRST])
    await vi.advanceTimersByTimeAsync(POLL_MS)
    expect(api.listEvents).toHaveBeenCalledExactlyOnceWith(7, { name: '', text: '', after: '2026-11-22T11:59:30.000Z' })
    expect(uuids()).toEqual(['event-2', 'event-1'])
  })

  it('finds what happened hours ago and arrives only now', async () => {
    await open()
    const late = anEvent({ uuid: 'late', timestamp: '2026-11-22T03:00:00.000Z' })
    const isStored = ({ after }: api.EventSearch): boolean => after < late.timestamp
    vi.mocked(api.listEvents).mockImplementation(async (_, search) => (isStored(search) ? [FIRST, late] : [FIRST]))
    await vi.advanceTimersByTimeAsync(POLL_MS * (POLLS_UNTIL_ALL - 1))
    expect(uuids()).toEqual(['event-1'])
    await vi.advanceTimersByTimeAsync(POLL_MS)
    expect(uuids()).toEqual(['event-1', 'late'])
    await vi.advanceTimersByTimeAsync(POLL_MS)
    expect(uuids()).toEqual(['event-1', 'late'])
  })

  it('stands still while paused and catches up when resumed', async () => {
    await open()
    logic().actions.pause()
    vi.mocked(api.listEvents).mockClear().mockResolvedValue([SECOND])
    await vi.advanceTimersByTimeAsync(POLL_MS * 5)
    expect(api.listEvents).not.toHaveBeenCalled()
    logic().actions.resume()
    await vi.advanceTimersByTimeAsync(0)
    expect(uuids()).toEqual(['event-2', 'event-1'])
  })

  it('keeps what it has when a poll fails, and recovers', async () => {
    await open()
    vi.mocked(api.listEvents).mockRejectedValueOnce(new Error('busy'))
    await vi.advanceTimersByTimeAsync(POLL_MS)
    expect(logic().values).toMatchObject({ eventsError: 'busy', events: [FIRST] })
    await vi.advanceTimersByTimeAsync(POLL_MS)
    expect(logic().values.eventsError).toBeNull()
  })
})

describe('filters', () => {
  it('come from the address and go there', async () => {
    await open('?event=signed_up&text=ada')
    expect(logic().values.filters).toEqual({ name: 'signed_up', text: 'ada' })
    logic().actions.filterByName('$pageview')
    expect(router.values.searchParams).toEqual({ event: '$pageview', text: 'ada' })
    logic().actions.clearFilters()
    expect(router.values.location.search).toBe('')
  })

  it('ask for the last text typed, once', async () => {
    await open()
    vi.mocked(api.listEvents)
      .mockClear()
      .mockResolvedValue(Array.from({ length: 100 }, () => FIRST))
    logic().actions.filterByText('a')
    logic().actions.filterByText('ad')
    await vi.advanceTimersByTimeAsync(500)
    expect(api.listEvents).toHaveBeenCalledOnce()
    expect(vi.mocked(api.listEvents).mock.calls[0]?.[1]).toMatchObject({ text: 'ad' })
  })

  it('drop the answer to an older question', async () => {
    await open()
    const old = later<api.EventRow[]>()
    vi.mocked(api.listEvents).mockReturnValueOnce(old.promise)
    await vi.advanceTimersByTimeAsync(POLL_MS)
    vi.mocked(api.listEvents).mockResolvedValue([SECOND])
    logic().actions.filterByName('signed_up')
    await vi.advanceTimersByTimeAsync(0)
    old.answer([anEvent({ uuid: 'stale' })])
    await vi.advanceTimersByTimeAsync(0)
    expect(uuids()).toEqual(['event-2'])
  })
})

it('opens and closes rows', async () => {
  await open()
  logic().actions.toggleEvent('event-1')
  expect(logic().values.openEvents).toEqual(['event-1'])
  logic().actions.toggleEvent('event-1')
  expect(logic().values.openEvents).toEqual([])
})
