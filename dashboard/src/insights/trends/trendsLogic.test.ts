import { beforeEach, describe, expect, it } from 'vitest'

import { startKea } from '../../../tests/logic'
import { trendsLogic } from './trendsLogic'
import { DEFAULT_TRENDS } from './trendsState'

const logic = (): ReturnType<typeof trendsLogic> => trendsLogic({ projectId: 7 })
const events = (): (string | null)[] => logic().values.trends.series.map(({ event }) => event)

beforeEach(() => {
  startKea()
  logic().mount()
})

describe('series', () => {
  beforeEach(() => {
    logic().actions.chooseEvent(0, 'first')
    logic().actions.addSeries()
    logic().actions.chooseEvent(1, 'second')
  })

  it('are added, moved, duplicated and removed', () => {
    expect(events()).toEqual(['first', 'second'])
    logic().actions.moveSeries(1, -1)
    expect(events()).toEqual(['second', 'first'])
    logic().actions.moveSeries(0, -1)
    expect(events()).toEqual(['second', 'first'])
    logic().actions.duplicateSeries(0)
    expect(events()).toEqual(['second', 'second', 'first'])
    logic().actions.removeSeries(1)
    expect(events()).toEqual(['second', 'first'])
  })

  it('lose their own name with their event, and show hidden lines again when their letters change', () => {
    logic().actions.renameSeries(0, ' Mine ')
    expect(logic().values.trends.series[0]?.name).toBe('Mine')
    logic().actions.chooseEvent(0, 'third')
    expect(logic().values.trends.series[0]?.name).toBe('')
    logic().actions.toggleLine('B')
    logic().actions.removeSeries(0)
    expect(logic().values.trends.hidden).toEqual([])
  })
})

describe('filters', () => {
  it('ask for nothing until they have a value', () => {
    logic().actions.addFilter('$browser')
    expect(logic().values.query.properties).toBeUndefined()
    logic().actions.changeFilter(0, { value: ['Chrome'] })
    expect(logic().values.query.properties).toEqual([
      { key: '$browser', type: 'event', operator: 'exact', value: ['Chrome'] },
    ])
    logic().actions.removeFilter(0)
    expect(logic().values.trends.filters).toEqual([])
  })
})

describe('time', () => {
  it('gets an interval that suits the range', () => {
    logic().actions.chooseRange({ from: '-24h', to: null }, '2026-11-22')
    expect(logic().values.trends.interval).toBe('hour')
    logic().actions.chooseRange({ from: '-30d', to: null }, '2026-11-22')
    expect(logic().values.trends.interval).toBe('day')
    logic().actions.chooseInterval('week')
    logic().actions.chooseRange({ from: '-90d', to: null }, '2026-11-22')
    expect(logic().values.trends.interval).toBe('week')
  })
})

it('keeps the number of lines when another property breaks them down', () => {
  logic().actions.breakDownBy('$browser')
  logic().actions.limitBreakdown(25)
  logic().actions.breakDownBy('plan')
  expect(logic().values.trends.breakdown).toEqual({ key: 'plan', limit: 25 })
})

it('starts with all events of the last seven days', () => {
  expect(logic().values.trends).toEqual(DEFAULT_TRENDS)
})
