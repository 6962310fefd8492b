/** Where somebody is sent who may not, or need not, see the screen of an address. Pure. */
import { safeNext, urls } from './urls'

export interface Visit {
  scene: string | null
  access: 'anyone' | 'user'
  /** The address as it stands, with its search. */
  here: string
  next: unknown
  isLoggedIn: boolean
  /** The project to start in; null when there is none or it is not known yet. */
  startProjectId: number | null
}

/** The address to go to instead, or null to stay. */
export function redirectOf({ scene, access, here, next, isLoggedIn, startProjectId }: Visit): string | null {
  if (!isLoggedIn) return access === 'user' ? urls.login(here) : null
  const start = startProjectId === null ? null : urls.home(startProjectId)
  if (scene === 'login' || scene === 'signup') return safeNext(next) ?? start ?? urls.root()
  return scene === 'root' ? start : null
}
