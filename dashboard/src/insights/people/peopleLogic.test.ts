import { beforeEach, expect, it, vi } from 'vitest'
import { expectLogic } from 'kea-test-utils'

import { later, startKea } from '../../../tests/logic'
import { aPerson } from '../../../tests/samples'
import * as api from '../../api/people'
import { peopleLogic, type PeopleOfNumber } from './peopleLogic'

vi.mock('../../api/people')

const logic = (): ReturnType<typeof peopleLogic> => peopleLogic({ projectId: 7 })
const number = (day: string): PeopleOfNumber => ({
  title: 'New people',
  place: day,
  people: 3,
  source: {
    kind: 'InsightActorsQuery',
    source: {
      kind: 'LifecycleQuery',
      series: [{ kind: 'EventsNode', event: null }],
      interval: 'day',
      dateRange: { date_from: '-7d', date_to: null },
    },
    day,
    status: 'new',
  },
})
const page = (next: number | null, ...ids: string[]): api.PeoplePage => ({
  people: ids.map((id) => aPerson({ id })),
  next,
})
const ids = (): string[] => logic().values.page.people.map(({ id }) => id)

beforeEach(() => {
  startKea()
  vi.mocked(api.listPeople).mockReset()
  logic().mount()
})

it('lists the people of a number, a page after another', async () => {
  vi.mocked(api.listPeople)
    .mockResolvedValueOnce(page(2, 'a', 'b'))
    .mockResolvedValueOnce(page(null, 'c'))
  await expectLogic(logic(), () => logic().actions.openPeople(number('2026-11-21'))).toFinishAllListeners()
  expect(ids()).toEqual(['a', 'b'])
  await expectLogic(logic(), () => logic().actions.showMore()).toFinishAllListeners()
  expect(ids()).toEqual(['a', 'b', 'c'])
  expect(vi.mocked(api.listPeople).mock.calls.map(([, , offset]) => offset)).toEqual([0, 2])
})

it('never shows the people of one number under another', async () => {
  const slow = later<api.PeoplePage>()
  vi.mocked(api.listPeople).mockReturnValueOnce(slow.promise).mockResolvedValueOnce(page(null, 'b'))
  logic().actions.openPeople(number('2026-11-21'))
  logic().actions.closePeople()
  logic().actions.openPeople(number('2026-11-22'))
  expect(ids()).toEqual([])
  slow.answer(page(null, 'a'))
  await expectLogic(logic()).toFinishAllListeners()
  expect(ids()).toEqual(['b'])
})

it('tells a failure, and goes on where it stopped', async () => {
  vi.mocked(api.listPeople)
    .mockResolvedValueOnce(page(1, 'a'))
    .mockRejectedValueOnce(new Error('Try again in a minute.'))
    .mockResolvedValueOnce(page(null, 'b'))
  await expectLogic(logic(), () => logic().actions.openPeople(number('2026-11-21'))).toFinishAllListeners()
  await expectLogic(logic(), () => logic().actions.showMore()).toFinishAllListeners()
  expect(logic().values.pageError).toBe('Try again in a minute.')
  await expectLogic(logic(), () => logic().actions.retry()).toFinishAllListeners()
  expect(logic().values.pageError).toBeNull()
  expect(ids()).toEqual(['a', 'b'])
})
