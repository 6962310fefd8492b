import { renderToStaticMarkup } from 'react-dom/server'
import { expect, it } from 'vitest'

import { toPaths } from './pathsModel'
import { PathsTable } from './PathsTable'

it('heads each row with the items that it leads from and to', () => {
  const lines = toPaths({ results: [{ source: '1_/a', target: '2_/b', value: 3, average_conversion_time: 1000 }] })
  document.body.innerHTML = renderToStaticMarkup(<PathsTable lines={lines} onPick={() => undefined} />)
  const heads = [...document.querySelectorAll('tbody th[scope=row]')].map(({ textContent }) => textContent)
  expect(heads).toEqual(['/a', '/b'])
})
