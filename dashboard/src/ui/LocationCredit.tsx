import type { ReactElement } from 'react'

/** Whose data the places of addresses come from: its licence asks for this link wherever they are shown. */
export function LocationCredit(): ReactElement {
  return (
    <p className="text-12 text-ink-3">
      <a href="https://db-ip.com" rel="noreferrer" target="_blank" className="underline underline-offset-4">
        IP geolocation by DB-IP
      </a>
    </p>
  )
}
