/** Choices of this browser, such as the theme. A browser that stores nothing still works: the default comes back. */

const PREFIX = 'hedgerow.'

export function readStored<T>(key: string, fallback: T): T {
  const text = window.localStorage.getItem(PREFIX + key)
  return text === null ? fallback : (JSON.parse(text) as T)
}

export function writeStored(key: string, value: unknown): void {
  window.localStorage.setItem(PREFIX + key, JSON.stringify(value))
}
