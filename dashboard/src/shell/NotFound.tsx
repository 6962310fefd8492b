import { useActions, useValues } from 'kea'
import { router } from 'kea-router'
import { MapPinOff } from 'lucide-react'
import type { ReactElement } from 'react'

import { projectsLogic } from '../logics/projectsLogic'
import { urls } from '../scenes/urls'
import { EmptyState } from '../ui/EmptyState'
import { LinkButton } from '../ui/LinkButton'

export interface NotFoundProps {
  reason: 'no such page' | 'no such project'
}

const WORDS = {
  'no such page': {
    title: 'This page does not exist',
    text: 'The address may be mistyped, or the page has moved.',
  },
  'no such project': {
    title: 'You cannot open this project',
    text: 'It does not exist, or you are not a member of it. Ask a colleague who is to let you in.',
  },
}

export function NotFound({ reason }: NotFoundProps): ReactElement {
  const { startProjectId } = useValues(projectsLogic)
  const { push } = useActions(router)
  const { title, text } = WORDS[reason]

  return (
    <EmptyState
      icon={<MapPinOff size={24} aria-hidden />}
      title={title}
      action={
        <LinkButton
          tone="primary"
          href={startProjectId === null ? urls.root() : urls.home(startProjectId)}
          onOpen={push}
        >
          Go to your project
        </LinkButton>
      }
    >
      {text}
    </EmptyState>
  )
}
