import { expect, it } from 'vitest'

import { personName } from './people'

it.each([
  [{ email: 'ada@example.com', name: 'Ada' }, ['a', 'b'], 'ada@example.com'],
  [{ email: '', name: 'Ada' }, ['a'], 'Ada'],
  [{ email: 7 }, ['device-1', 'ada'], 'device-1'],
  [{}, [], 'person-1'],
])('calls somebody with %j and the ids %j "%s"', (properties, distinctIds, name) => {
  expect(personName({ id: 'person-1', distinctIds, properties })).toBe(name)
})
