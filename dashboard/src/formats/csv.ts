/** A table as a file that spreadsheets read. Pure. */

const cell = (value: string | number): string => {
  if (typeof value === 'number') return String(value)
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value // a spreadsheet must not run a name as a formula
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** One line a row, the head first. */
export function toCsvText(rows: readonly (readonly (string | number)[])[]): string {
  return rows.map((cells) => cells.map(cell).join(',')).join('\n')
}
