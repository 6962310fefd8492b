/** Numbers as people read them: 1,234 and 12.5 and 1.2M. */

const PLAIN = new Intl.NumberFormat('en-US', { maximumFractionDigits: 2 })
const WHOLE = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 })
const ONE_DIGIT = new Intl.NumberFormat('en-US', { maximumFractionDigits: 1 })
const SHORT = new Intl.NumberFormat('en-US', { notation: 'compact', maximumFractionDigits: 1 })
const SHARE = new Intl.NumberFormat('en-US', { style: 'percent', maximumFractionDigits: 1 })
const PERCENT = new Intl.NumberFormat('en-US', {
  style: 'percent',
  maximumFractionDigits: 1,
  signDisplay: 'exceptZero',
})

/** 1,234.5 */
export function formatNumber(value: number): string {
  return PLAIN.format(value)
}

/** 9,762 and 12.4: an average is not more exact than what it is made of. */
export function formatAverage(value: number): string {
  return Math.abs(value) >= 100 ? WHOLE.format(value) : ONE_DIGIT.format(value)
}

/** 1.2K: for an axis, where the exact number stands elsewhere. */
export function formatShort(value: number): string {
  return Math.abs(value) < 1000 ? PLAIN.format(value) : SHORT.format(value)
}

/** "+12.5%"; null where there is nothing to compare with. */
export function formatChange(current: number, previous: number): string | null {
  return previous === 0 ? null : PERCENT.format((current - previous) / previous)
}

/** "12.5%" of a whole; 0% of nothing. */
export function formatShare(part: number, whole: number): string {
  return SHARE.format(whole === 0 ? 0 : part / whole)
}

/** "1 event", "1,234 events". */
export function countOf(value: number, one: string, many: string): string {
  return `${formatNumber(value)} ${value === 1 ? one : many}`
}
