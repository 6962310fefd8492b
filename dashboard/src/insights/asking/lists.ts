/** The moves that change a list of a form. Pure. */

export function replaceAt<T>(list: readonly T[], index: number, change: Partial<T>): T[] {
  return list.map((item, at) => (at === index ? { ...item, ...change } : item))
}

export function removeAt<T>(list: readonly T[], index: number): T[] {
  return list.filter((_, at) => at !== index)
}

/** Swaps an item with its neighbour above (-1) or below (1); at the edge nothing changes. */
export function moveBy<T>(list: readonly T[], index: number, step: -1 | 1): T[] {
  const moved = [...list]
  const [item] = moved.splice(index, 1)
  if (item === undefined || index + step < 0 || index + step >= list.length) return [...list]
  moved.splice(index + step, 0, item)
  return moved
}
