import { describe, expect, it } from 'vitest'

import { assignSlots } from './slots'

describe('colours', () => {
  it('stay with their series when the order changes', () => {
    const before = assignSlots({}, ['A:x', 'A:y'])
    expect(assignSlots(before, ['A:y', 'A:z', 'A:x'])).toEqual({ 'A:x': 0, 'A:y': 1, 'A:z': 2 })
  })

  it('are given again when their series has gone', () => {
    expect(assignSlots({ 'A:x': 0, 'A:y': 1 }, ['A:y', 'A:z'])).toEqual({ 'A:y': 1, 'A:z': 0 })
  })
})
