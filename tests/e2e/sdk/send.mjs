// One run of posthog-node against a Hedgerow: prints, as JSON, what it sent and what went wrong.
// node send.mjs URL TOKEN compressed|plain
import { PostHog } from 'posthog-node'

const [url, token, encoding] = process.argv.slice(2)
const errors = []
const requests = []
const client = new PostHog(token, {
    host: url,
    flushAt: 20,
    flushInterval: 200,
    disableCompression: encoding === 'plain',
    fetch: async (address, options) => {
        const response = await fetch(address, options)
        requests.push({ path: new URL(address).pathname, status: response.status })
        return response
    },
})
client.on('error', (error) => errors.push(String(error)))

const at = new Date('2026-11-20T10:30:00.250Z')
client.capture({ distinctId: 'node-1', event: 'node_ordered', timestamp: at, properties: { total: 12.5, paid: true, coupon: null, lines: [1, 2] } })
client.identify({ distinctId: 'node-1', properties: { email: 'node@example.com' } })
client.groupIdentify({ groupType: 'company', groupKey: 'acme', properties: { plan: 'pro' } })
client.capture({ distinctId: 'node-1', event: 'node_grouped', groups: { company: 'acme' } })
client.alias({ distinctId: 'node-1', alias: 'node-old' })
for (let index = 0; index < 50; index += 1) client.capture({ distinctId: `node-${index % 5}`, event: 'node_many', properties: { index } })
client.captureAi({ distinctId: 'node-1', event: '$ai_generation', properties: { $ai_model: 'm-1', $ai_input: [{ role: 'user' }] } })
client.captureLog({ body: 'payment failed', level: 'error', attributes: { code: 'E001' } })
const flags = await client.evaluateFlags('node-1')
const enabled = flags.isEnabled('new-checkout')
await client.shutdown(20_000)
console.log(JSON.stringify({ errors, requests, enabled: enabled ?? null }))
