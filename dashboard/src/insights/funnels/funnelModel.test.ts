import { describe, expect, it, vi } from 'vitest'

import { aFunnelResponse, aFunnelStep } from '../../../tests/samples'
import { DEFAULT_FUNNEL, funnelQuery } from '../questions/funnelsQuestion'
import { assignSlots } from '../series/slots'
import { toBars } from './funnelBars'
import { funnelCsv, funnelPeople, namesOf, outcomeOf, summarizeFunnel, toFunnel } from './funnelModel'

const STEPS = [
  aFunnelStep({ action_id: '$pageview', name: '$pageview', count: 200 }),
  aFunnelStep({ count: 50, order: 1, average_conversion_time: 90, median_conversion_time: 60 }),
  aFunnelStep({ action_id: 'paid', name: 'paid', custom_name: 'Paid', count: 30, order: 2 }),
]

const SOURCE = funnelQuery({ ...DEFAULT_FUNNEL, steps: ['$pageview', 'ordered', 'paid'] })

const split = (value: string, ...counts: number[]): ReturnType<typeof aFunnelStep>[] =>
  counts.map((count, order) => aFunnelStep({ count, order, breakdown: [value], breakdown_value: [value] }))

describe('the answer of a funnel', () => {
  const model = toFunnel({ ...aFunnelResponse(STEPS), total_median_conversion_time: 7200 }, {})

  it('says of each step how many came, which share, and how many dropped out before it', () => {
    expect(model.steps).toEqual(['Pageview', 'ordered', 'Paid'])
    expect(model.groups).toHaveLength(1)
    expect(model.groups[0]?.points).toMatchObject([
      { count: 200, dropped: 0, ofAll: '100%', ofPrevious: '100%', median: null },
      { count: 50, dropped: 150, share: 0.25, ofAll: '25%', ofPrevious: '25%', average: 90, median: 60 },
      { count: 30, dropped: 20, share: 0.15, ofAll: '15%', ofPrevious: '60%' },
    ])
  })

  it('comes to one number and one sentence', () => {
    expect(outcomeOf(model)).toEqual({ rate: '15%', converted: 30, began: 200, time: '2 h' })
    expect(summarizeFunnel(model)).toBe(
      'Funnel: 30 of 200 people, 15%, went through all steps, half of them within 2 h. Pageview 100%, ordered 25%, Paid 15%.'
    )
  })

  it('is drawn with what each step cost', () => {
    const pick = vi.fn()
    const bars = toBars(model, pick)
    expect(bars.map(({ notes }) => notes)).toEqual([
      ['200 people'],
      ['50 people', '150 dropped out', 'median 1 min'],
      ['30 people', '20 dropped out'],
    ])
    bars[1]?.bars[0]?.onPick()
    expect(pick).toHaveBeenCalledWith(model.groups[0], 1, 'reached')
  })

  it('that nobody entered has no group', () => {
    expect(outcomeOf(toFunnel(aFunnelResponse([]), {}))).toEqual({ rate: '0%', converted: 0, began: 0, time: null })
  })
})

describe('a split funnel', () => {
  const response = aFunnelResponse([split('Firefox', 40, 10), split('$$_posthog_breakdown_other_$$', 10, 0)])
  const model = toFunnel(response, assignSlots({}, namesOf(response)))

  it('has a group for each value, and all of them in its one number', () => {
    expect(model.groups.map(({ label, slot }) => [label, slot])).toEqual([
      ['Firefox', 0],
      ['Other', 1],
    ])
    expect(outcomeOf(model)).toEqual({ rate: '20%', converted: 10, began: 50, time: null })
    expect(toBars(model, vi.fn())[0]).toMatchObject({ notes: [], bars: [{ share: 1 }, { share: 1 }] })
  })

  it('is saved with a line for each step of each value', () => {
    expect(funnelCsv(model).split('\n')).toEqual([
      'group,step,people,dropped,of all,of previous,average time,median time',
      'Firefox,ordered,40,0,100%,100%,,',
      'Firefox,ordered,10,30,25%,25%,,',
      'Other,ordered,10,0,100%,100%,,',
      'Other,ordered,0,10,0%,0%,,',
    ])
  })
})

describe('the people of a funnel', () => {
  const [whole] = toFunnel(aFunnelResponse(STEPS), {}).groups
  const [firefox] = toFunnel(aFunnelResponse([split('Firefox', 40, 10)]), {}).groups

  it.each([
    [0, 'reached' as const, 1],
    [2, 'reached' as const, 3],
    [2, 'dropped' as const, -3],
  ])('of step %d who %s are asked for as step %d', (step, outcome, asked) => {
    if (!whole || !SOURCE) throw new Error('There is a group and a question.')
    expect(funnelPeople(SOURCE, whole, step, outcome)).toEqual({
      kind: 'FunnelsActorsQuery',
      source: SOURCE,
      funnelStep: asked,
    })
  })

  it('are those of the value that was clicked', () => {
    if (!firefox || !SOURCE) throw new Error('There is a group and a question.')
    expect(funnelPeople(SOURCE, firefox, 1, 'reached').funnelStepBreakdown).toEqual(['Firefox'])
  })
})
