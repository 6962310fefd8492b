import { expect, it } from 'vitest'

import { propertyLines } from './propertyLines'

it("lists the customer's own properties before those of the SDK, each by name", () => {
  const lines = propertyLines({
    $os: 'Linux',
    plan: 'pro',
    $browser: 'Chrome',
    amount: 0,
    cart: { items: [1] },
    note: null,
  })
  expect(lines).toEqual([
    { key: 'amount', label: 'amount', value: '0' },
    { key: 'cart', label: 'cart', value: '{"items":[1]}' },
    { key: 'note', label: 'note', value: 'null' },
    { key: 'plan', label: 'plan', value: 'pro' },
    { key: '$browser', label: 'Browser', value: 'Chrome' },
    { key: '$os', label: 'Operating system', value: 'Linux' },
  ])
})
