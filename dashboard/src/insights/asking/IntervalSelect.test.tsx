import { flushSync } from 'react-dom'
import { createRoot } from 'react-dom/client'
import { afterEach, expect, it, vi } from 'vitest'

import { startKea } from '../../../tests/logic'
import { aProject } from '../../../tests/samples'
import * as account from '../../api/account'
import { projectsLogic } from '../../logics/projectsLogic'
import { IntervalSelect } from './IntervalSelect'

vi.mock('../../api/account')
vi.mock('../../api/projects')

afterEach(() => vi.useRealTimers())

/** The intervals that are offered for the days from Monday 16 November on. */
function offeredIn(timezone: string): string[] {
  startKea('/project/1/trends')
  vi.mocked(account.findUser).mockResolvedValue(null)
  projectsLogic.mount()
  projectsLogic.actions.loadProjectsSuccess([aProject({ timezone })])
  const page = document.createElement('div')
  const root = createRoot(page)
  const range = { from: '2026-11-16', to: null }
  flushSync(() => root.render(<IntervalSelect range={range} value="day" onChange={() => undefined} />))
  const offered = [...page.querySelectorAll('option')].map(({ value }) => value)
  flushSync(() => root.unmount())
  return offered
}

it("counts the days of a range up to today in the project's zone", () => {
  vi.useFakeTimers({ now: new Date('2026-11-21T18:00:00Z'), toFake: ['Date'] })
  expect(offeredIn('UTC')).toEqual(['hour', 'day'])
  expect(offeredIn('Asia/Tokyo')).toEqual(['hour', 'day', 'week'])
})
