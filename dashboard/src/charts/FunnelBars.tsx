import type { ReactElement } from 'react'

export interface FunnelBar {
  key: string
  /** What the bar stands for, with its number. */
  label: string
  /** Of those who began, between 0 and 1. */
  share: number
  percent: string
  slot: number
  onPick: () => void
}

export interface FunnelBarStep {
  name: string
  bars: readonly FunnelBar[]
  /** Short lines below the name: how many, how many dropped out, how long it took. */
  notes: readonly string[]
}

export interface FunnelBarsProps {
  /** What the bars show, in one sentence, for those who do not see them. */
  summary: string
  steps: readonly FunnelBarStep[]
}

const COLORS = [
  'bg-series-1',
  'bg-series-2',
  'bg-series-3',
  'bg-series-4',
  'bg-series-5',
  'bg-series-6',
  'bg-series-7',
  'bg-series-8',
  'bg-series-9',
  'bg-series-10',
]

/** A percentage stands beside every bar until there are this many in a step. */
const MOST_LABELLED = 4

/** Bars of the steps of a funnel: columns side by side, on a phone rows below each other. The rest of a track dropped out. */
export function FunnelBars({ summary, steps }: FunnelBarsProps): ReactElement {
  return (
    <div className="overflow-x-auto p-4">
      <p className="sr-only">{summary}</p>
      <ol className="flex gap-4 max-sm:flex-col sm:w-max sm:min-w-full">
        {steps.map(({ name, bars, notes }, at) => (
          <li key={at} className="flex min-w-32 flex-1 flex-col gap-2 sm:max-w-60">
            <p className="order-first flex items-center gap-2 text-13 font-semibold sm:order-2">
              <span
                aria-hidden
                className="flex size-5 shrink-0 items-center justify-center rounded bg-soft text-12 text-accent"
              >
                {at + 1}
              </span>
              <span className="truncate" title={name}>
                {name}
              </span>
            </p>
            <div className="flex gap-1 max-sm:flex-col sm:h-56">
              {bars.map(({ key, label, share, percent, slot, onPick }) => (
                <button
                  key={key}
                  type="button"
                  aria-label={label}
                  title={label}
                  disabled={share === 0}
                  onClick={onPick}
                  className="group flex min-w-4 flex-1 gap-1 max-sm:min-h-10 max-sm:items-center sm:h-full sm:flex-col"
                >
                  {bars.length <= MOST_LABELLED && (
                    <span className="shrink-0 text-12 text-ink-2 tabular group-hover:text-ink max-sm:order-last max-sm:w-12 max-sm:text-right">
                      {percent}
                    </span>
                  )}
                  <span className="flex min-h-0 flex-1 flex-col justify-end rounded bg-soft max-sm:h-6 max-sm:flex-row max-sm:justify-start">
                    <span
                      style={{ '--share': `${share * 100}%` } as Record<string, string>}
                      className={`rounded max-sm:h-full max-sm:w-(--share) sm:h-(--share) sm:w-full ${share > 0 ? 'min-h-0.5 min-w-0.5' : ''} ${COLORS[slot % COLORS.length]} group-hover:opacity-90`}
                    />
                  </span>
                </button>
              ))}
            </div>
            {notes.length > 0 && (
              <p className="order-last flex flex-wrap gap-x-3 text-12 text-ink-2 tabular sm:flex-col sm:pl-7">
                {notes.map((note) => (
                  <span key={note}>{note}</span>
                ))}
              </p>
            )}
          </li>
        ))}
      </ol>
    </div>
  )
}
