import { useActions, useValues } from 'kea'
import { router } from 'kea-router'
import type { ReactElement } from 'react'

import { projectsLogic } from '../../logics/projectsLogic'
import { LinkButton } from '../../ui/LinkButton'
import { Page } from '../../ui/Page'
import { urls } from '../urls'
import { HomeBody } from './HomeBody'
import { homeLogic } from './homeLogic'

export function HomeScene(): ReactElement {
  const { projectId } = useValues(projectsLogic)
  const { push } = useActions(router)
  const { hasEvents } = useValues(homeLogic({ projectId: projectId ?? 0 }))

  return (
    <Page
      title="Home"
      actions={
        hasEvents && (
          <LinkButton tone="primary" href={urls.trends(projectId ?? 0)} onOpen={push}>
            Explore trends
          </LinkButton>
        )
      }
    >
      <HomeBody />
    </Page>
  )
}
