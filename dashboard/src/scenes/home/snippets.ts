/** How to send the first event, with the project's own token and this server's address. Pure. */

export type SnippetName = 'web' | 'npm' | 'python' | 'node' | 'curl'

export interface Snippet {
  name: SnippetName
  label: string
  /** Where the code goes. */
  hint: string
  code: string
}

export function snippetsFor(host: string, token: string): Snippet[] {
  return [
    {
      name: 'web',
      label: 'Website',
      hint: 'Paste this before </head> on every page. Page views and clicks arrive by themselves.',
      code: `<script
  async
  src="${host}/static/array.js"
  onload="posthog.init(
    '${token}',
    { api_host: '${host}' }
  )"
></script>`,
    },
    {
      name: 'npm',
      label: 'JavaScript',
      hint: 'Run npm install posthog-js, then start it where your app starts.',
      code: `import posthog from 'posthog-js'

posthog.init('${token}', {
  api_host: '${host}',
})
posthog.capture('signed_up', { plan: 'free' })`,
    },
    {
      name: 'python',
      label: 'Python',
      hint: 'Run pip install posthog.',
      code: `from posthog import Posthog

posthog = Posthog(
    "${token}",
    host="${host}",
)
posthog.capture("signed_up", distinct_id="user-1")
posthog.flush()`,
    },
    {
      name: 'node',
      label: 'Node',
      hint: 'Run npm install posthog-node.',
      code: `import { PostHog } from 'posthog-node'

const posthog = new PostHog('${token}', {
  host: '${host}',
})
posthog.capture({ distinctId: 'user-1', event: 'signed_up' })
await posthog.shutdown()`,
    },
    {
      name: 'curl',
      label: 'curl',
      hint: 'Any language that speaks HTTP works like this.',
      code: `curl ${host}/i/v0/e/ \\
  -H 'Content-Type: application/json' \\
  -d '{
    "api_key": "${token}",
    "event": "signed_up",
    "distinct_id": "user-1"
  }'`,
    },
  ]
}
