/** Personal API keys: what scripts and agents log in with. */
import { api } from './client'
import type { components } from './schema'

export type PersonalApiKey = components['schemas']['PersonalApiKey']

export type CreatedKey = components['schemas']['CreatedPersonalApiKey']

export async function listKeys(): Promise<PersonalApiKey[]> {
  return api.get('/api/personal_api_keys/')
}

/** The only answer that carries the key's `value`. */
export async function createKey(label: string, scopes: string[]): Promise<CreatedKey> {
  return api.post('/api/personal_api_keys/', { body: { label, scopes } })
}

export async function deleteKey(keyId: string): Promise<void> {
  await api.delete('/api/personal_api_keys/{key_id}/', { path: { key_id: keyId } })
}
