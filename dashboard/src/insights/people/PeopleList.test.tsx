import { createRoot } from 'react-dom/client'
import { flushSync } from 'react-dom'
import { expectLogic } from 'kea-test-utils'
import { beforeEach, expect, it, vi } from 'vitest'

import { startKea } from '../../../tests/logic'
import { aPerson } from '../../../tests/samples'
import * as account from '../../api/account'
import * as api from '../../api/people'
import { PeopleList } from './PeopleList'
import { peopleLogic, type PeopleOfNumber } from './peopleLogic'

vi.mock('../../api/account')
vi.mock('../../api/projects')
vi.mock('../../api/people')

const PROPS = { projectId: 7 }
const NUMBER: PeopleOfNumber = {
  title: 'ordered',
  place: 'Sunday',
  people: 2,
  source: {
    kind: 'FunnelsActorsQuery',
    source: { kind: 'FunnelsQuery', series: [{ kind: 'EventsNode', event: 'ordered' }] },
    funnelStep: 1,
  },
}

const page = document.createElement('div')
const items = (): number => page.querySelectorAll('li').length
const button = (): HTMLButtonElement | undefined => [...page.querySelectorAll('button')].at(-1)
const settle = async (run: () => void): Promise<void> => {
  await expectLogic(peopleLogic(PROPS), run).toFinishAllListeners()
  flushSync(() => undefined)
}

beforeEach(() => {
  startKea()
  document.body.append(page)
  vi.mocked(account.findUser).mockResolvedValue(null)
})

it('keeps the people it has when more of them cannot be listed, and tries again', async () => {
  vi.mocked(api.listPeople)
    .mockResolvedValueOnce({ people: [aPerson({ id: 'a' })], next: 1 })
    .mockRejectedValueOnce(new Error('Try again in a minute.'))
    .mockResolvedValueOnce({ people: [aPerson({ id: 'b' })], next: null })
  const root = createRoot(page)
  flushSync(() => root.render(<PeopleList {...PROPS} />))
  await settle(() => peopleLogic(PROPS).actions.openPeople(NUMBER))
  await settle(() => button()?.click())
  expect(items()).toBe(1)
  expect(page.querySelector('[role=alert]')?.textContent).toContain('Try again in a minute.')
  expect(button()?.textContent).toBe('Try again')
  await settle(() => button()?.click())
  expect(items()).toBe(2)
  expect(page.querySelector('[role=alert]')).toBeNull()
  flushSync(() => root.unmount())
})
