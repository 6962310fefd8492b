import type { ReactElement } from 'react'

import { Card } from '../../ui/Card'
import { Waiting } from '../../ui/Waiting'
import { Snippets } from './Snippets'

/** The project is empty: how to send an event, and a wait that ends by itself. */
export function FirstEvent(): ReactElement {
  return (
    <>
      <Card>
        <Waiting>
          <span>
            <strong className="font-semibold">Waiting for the first event.</strong> This page moves on when it arrives.
          </span>
        </Waiting>
      </Card>
      <Snippets title="Send an event" />
    </>
  )
}
