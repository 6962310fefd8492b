import { useActions, useValues } from 'kea'
import { Pause, Play } from 'lucide-react'
import type { ReactElement } from 'react'

import { projectsLogic } from '../../logics/projectsLogic'
import { Button } from '../../ui/Button'
import { eventsLogic } from './eventsLogic'

/** Whether new events come in by themselves, and the button that changes it. */
export function LiveSwitch(): ReactElement {
  const { projectId } = useValues(projectsLogic)
  const logic = eventsLogic({ projectId: projectId ?? 0 })
  const { isPaused } = useValues(logic)
  const { pause, resume } = useActions(logic)

  return (
    <>
      <span role="status" className="flex items-center gap-2 text-13 text-ink-2">
        <span
          aria-hidden
          className={`size-2 rounded-full ${isPaused ? 'bg-ink-3' : 'bg-accent motion-safe:animate-pulse'}`}
        />
        {isPaused ? 'Paused' : 'Live'}
      </span>
      <Button
        onClick={isPaused ? resume : pause}
        icon={isPaused ? <Play size={16} aria-hidden /> : <Pause size={16} aria-hidden />}
      >
        {isPaused ? 'Resume' : 'Pause'}
      </Button>
    </>
  )
}
