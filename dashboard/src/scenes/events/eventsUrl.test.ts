import { decodeParams, encodeParams } from 'kea-router'
import { describe, expect, it } from 'vitest'

import { fromSearch, NO_FILTERS, toSearch } from './eventsUrl'

describe('the address of the events list', () => {
  it.each([
    NO_FILTERS,
    { name: '$pageview', text: '' },
    { name: '', text: 'ada@example.com & co = 100%' },
    { name: '2024', text: 'true' },
    { name: 'söm tëxt', text: '[1,2]' },
  ])('brings back %j', (filters) => {
    expect(fromSearch(decodeParams(encodeParams(toSearch(filters), '?'), '?'))).toEqual(filters)
  })

  it('says nothing when nothing is chosen', () => {
    expect(toSearch(NO_FILTERS)).toEqual({})
  })
})
