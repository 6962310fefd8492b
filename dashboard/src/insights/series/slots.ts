/** Colours stay with what they stand for, however an answer sorts it. Pure. */

/** The place of each name in the row of series colours. */
export type Slots = Readonly<Record<string, number>>

/** What is known keeps its slot, what is new takes the lowest free one. */
export function assignSlots(before: Slots, names: readonly string[]): Slots {
  const kept = new Map(names.flatMap((name): [string, number][] => (name in before ? [[name, before[name] ?? 0]] : [])))
  const taken = new Set(kept.values())
  let free = 0
  for (const name of names) {
    if (kept.has(name)) continue
    while (taken.has(free)) free += 1
    kept.set(name, free)
    taken.add(free)
  }
  return Object.fromEntries(kept)
}
