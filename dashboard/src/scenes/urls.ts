/** Every address of the dashboard. No path is written anywhere else. */

/** Where log in returns to: only a path of this site, never another one. */
export function safeNext(next: unknown): string | null {
  return typeof next === 'string' && /^\/(?![/\\])/.test(next) ? next : null
}

const withNext = (path: string, next: string | null): string =>
  next && next !== '/' ? `${path}?next=${encodeURIComponent(next)}` : path

export const urls = {
  root: (): string => '/',
  login: (next: string | null = null): string => withNext('/login', next),
  signup: (next: string | null = null): string => withNext('/signup', next),
  home: (projectId: number | string): string => `/project/${projectId}/home`,
  events: (projectId: number | string): string => `/project/${projectId}/events`,
  trends: (projectId: number | string): string => `/project/${projectId}/trends`,
  settings: (projectId: number | string): string => `/project/${projectId}/settings`,
}

/** The project an address belongs to. */
export function projectIdOf(pathname: string): number | null {
  const found = /^\/project\/(\d+)(?:\/|$)/.exec(pathname)
  return found ? Number(found[1]) : null
}

/** The same screen of another project: "/project/1/trends" -> "/project/2/trends". */
export function inProject(pathname: string, projectId: number): string {
  const [, screen] = /^\/project\/\d+\/(\w+)/.exec(pathname) ?? []
  return screen ? `/project/${projectId}/${screen}` : urls.home(projectId)
}
