import type { ReactElement } from 'react'

export interface InitialProps {
  name: string
  form: 'square' | 'round'
}

const FORMS = { square: 'size-5 rounded bg-soft text-accent', round: 'size-6 rounded-full bg-accent text-on-accent' }

/** The first letter of a name as a picture: it decorates the name beside it and is not read out. */
export function Initial({ name, form }: InitialProps): ReactElement {
  return (
    <span
      aria-hidden
      data-letter={name.charAt(0).toUpperCase()}
      className={`flex shrink-0 items-center justify-center text-12 font-semibold before:content-[attr(data-letter)] ${FORMS[form]}`}
    />
  )
}
