/** Lengths of time as people say them. */
import { formatAverage } from './numbers'

const UNITS: [seconds: number, name: string][] = [
  [86_400, 'd'],
  [3_600, 'h'],
  [60, 'min'],
  [1, 's'],
]

/** "0.4 s", "45 s", "3 min 20 s", "2 h", "3 d 4 h": at most two units, the smaller one left out when it is zero. */
export function formatDuration(seconds: number): string {
  if (seconds < 10) return `${formatAverage(seconds)} s`
  const whole = Math.round(seconds)
  const at = UNITS.findIndex(([size]) => whole >= size)
  const [size, name] = UNITS[at] ?? [1, 's']
  const [smaller, smallerName] = UNITS[at + 1] ?? [Infinity, '']
  const rest = Math.floor((whole % size) / smaller)
  return rest > 0 ? `${Math.floor(whole / size)} ${name} ${rest} ${smallerName}` : `${Math.floor(whole / size)} ${name}`
}
