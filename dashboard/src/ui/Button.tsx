import type { ComponentProps, ReactElement, ReactNode } from 'react'

export type ButtonTone = 'primary' | 'neutral' | 'quiet' | 'danger' | 'link'

export interface ButtonProps extends Omit<ComponentProps<'button'>, 'className'> {
  tone?: ButtonTone
  icon?: ReactNode
  state?: 'ready' | 'busy'
  fill?: 'content' | 'row'
}

const TONES: Record<ButtonTone, string> = {
  primary: 'bg-accent text-on-accent border-transparent font-semibold hover:opacity-90',
  neutral: 'bg-surface text-ink border-line hover:bg-soft',
  quiet: 'bg-transparent text-ink-2 border-transparent hover:bg-soft hover:text-ink',
  link: 'bg-transparent text-accent border-transparent hover:bg-soft -mx-2 px-2',
  danger: 'bg-surface text-danger border-line hover:bg-soft',
}

export function Button({
  tone = 'neutral',
  icon,
  state = 'ready',
  fill = 'content',
  children,
  type = 'button',
  disabled,
  ...rest
}: ButtonProps): ReactElement {
  return (
    <button
      {...rest}
      type={type}
      disabled={disabled === true || state === 'busy'}
      aria-busy={state === 'busy'}
      className={`control inline-flex min-w-0 items-center gap-2 rounded border text-14 transition-colors disabled:opacity-60 ${tone === 'link' ? '' : 'px-3'} ${TONES[tone]} ${fill === 'row' ? 'w-full' : ''} ${fill === 'row' && tone !== 'primary' ? 'justify-start' : 'justify-center'}`}
    >
      {icon}
      {children}
    </button>
  )
}
