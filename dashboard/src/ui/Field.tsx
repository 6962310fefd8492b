import { CircleAlert } from 'lucide-react'
import { useId, type ReactElement, type ReactNode } from 'react'

export interface FieldControl {
  id: string
  'aria-describedby': string
  'aria-invalid': boolean
}

export interface FieldProps {
  label: string
  hint?: ReactNode
  /** What forms say about the field; anything but a text is no error. */
  error?: string | boolean | null | undefined
  /** The input, given what ties it to its label, hint and error. */
  children: (control: FieldControl) => ReactNode
}

export function Field({ label, hint, error, children }: FieldProps): ReactElement {
  const id = useId()
  return (
    <div className="flex flex-col gap-1 pb-1">
      <label htmlFor={id} className="text-13 font-semibold">
        {label}
      </label>
      {children({ id, 'aria-describedby': `${id}-hint`, 'aria-invalid': Boolean(error) })}
      <div id={`${id}-hint`} aria-live="polite" className="min-h-4 text-12 text-ink-3">
        {error ? (
          <span className="flex items-start gap-1 text-danger">
            <CircleAlert size={14} aria-hidden className="mt-px shrink-0" />
            {error}
          </span>
        ) : (
          hint
        )}
      </div>
    </div>
  )
}
