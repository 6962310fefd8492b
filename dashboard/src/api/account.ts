/** Who is logged in: sign up, log in, log out. */
import { api, ApiError } from './client'
import type { components } from './schema'

export type User = components['schemas']['User']

export interface Credentials {
  email: string
  password: string
}

export interface SignUp extends Credentials {
  first_name: string
  organization_name: string
}

/** The user of this session, or null when nobody is logged in. */
export async function findUser(): Promise<User | null> {
  try {
    return await api.get('/api/users/@me/')
  } catch (error) {
    if (error instanceof ApiError && error.status === 401) return null
    throw error
  }
}

export async function logIn(credentials: Credentials): Promise<void> {
  await api.post('/api/login/', { body: credentials })
}

export async function signUp(details: SignUp): Promise<void> {
  await api.post('/api/signup/', { body: details })
}

export async function logOut(): Promise<void> {
  await api.post('/logout/')
}
