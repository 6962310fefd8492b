import { expect, it } from 'vitest'

import { snippetsFor } from './snippets'

const HOST = 'https://eu.example.com'
const TOKEN = 'phc_realToken123'

it.each(snippetsFor(HOST, TOKEN).map((snippet) => [snippet.label, snippet.code]))(
  'puts the real token and host into the %s snippet',
  (_, code) => {
    expect(code).toContain(TOKEN)
    expect(code).toContain(HOST)
  }
)

it('writes a curl body that is JSON', () => {
  const curl = snippetsFor(HOST, TOKEN).find((snippet) => snippet.name === 'curl')
  const body = /-d '(.*)'$/s.exec(curl?.code ?? '')?.[1] ?? ''
  expect(JSON.parse(body)).toMatchObject({ api_key: TOKEN, event: 'signed_up', distinct_id: 'user-1' })
})
