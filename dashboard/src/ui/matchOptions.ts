/** Which options a typed text keeps, the ones that start with it first. */

export interface Option {
  value: string
  label: string
  /** A number or a word at the end of the row. */
  detail?: string
  group?: string
}

export function matchOptions<T extends Option>(options: readonly T[], text: string): T[] {
  const words = text.trim().toLowerCase()
  if (words === '') return [...options]
  const rank = ({ label, value }: Option): number => {
    const names = [label.toLowerCase(), value.toLowerCase()]
    if (names.includes(words)) return 0
    if (names.some((name) => name.startsWith(words))) return 1
    return names.some((name) => name.includes(words)) ? 2 : 3
  }
  return options
    .map((option) => ({ option, rank: rank(option) }))
    .filter((ranked) => ranked.rank < 3)
    .sort((one, other) => one.rank - other.rank)
    .map(({ option }) => option)
}
