import { Component, type ReactNode } from 'react'

import { Button } from '../ui/Button'
import { ErrorState } from '../ui/ErrorState'

export interface ErrorBoundaryProps {
  /** Another value tries again, for instance the address. */
  place: string
  children: ReactNode
}

interface ErrorBoundaryState {
  error: Error | null
  place: string
}

/** A screen that breaks takes only itself down: the navigation stays. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, ErrorBoundaryState> {
  override state: ErrorBoundaryState = { error: null, place: this.props.place }

  static getDerivedStateFromError(error: Error): Partial<ErrorBoundaryState> {
    return { error }
  }

  static getDerivedStateFromProps(props: ErrorBoundaryProps, state: ErrorBoundaryState): ErrorBoundaryState | null {
    return props.place === state.place ? null : { error: null, place: props.place }
  }

  override render(): ReactNode {
    if (!this.state.error) return this.props.children
    return (
      <ErrorState
        title="This screen broke"
        action={<Button onClick={() => window.location.reload()}>Reload the page</Button>}
      >
        The dashboard made a mistake ({this.state.error.message}). Your data is safe. Reload the page; if it happens
        again, tell whoever runs this server what you did before.
      </ErrorState>
    )
  }
}
