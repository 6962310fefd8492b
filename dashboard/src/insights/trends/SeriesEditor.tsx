import { useActions, useValues } from 'kea'
import { Plus } from 'lucide-react'
import type { ReactElement } from 'react'

import { Button } from '../../ui/Button'
import { letterOf } from '../series/seriesModel'
import { SeriesLine } from './SeriesLine'
import { trendsLogic } from './trendsLogic'
import { MOST_SERIES } from './trendsState'

export interface SeriesEditorProps {
  projectId: number
}

export function SeriesEditor({ projectId }: SeriesEditorProps): ReactElement {
  const logic = trendsLogic({ projectId })
  const { trends } = useValues(logic)
  const { addSeries } = useActions(logic)

  return (
    <section aria-label="Series" className="flex min-w-0 flex-col items-start gap-2">
      <h2 className="sr-only">Series</h2>
      <ul className="flex w-full flex-col gap-2">
        {trends.series.map((_, index) => (
          <SeriesLine key={letterOf(index)} projectId={projectId} index={index} />
        ))}
      </ul>
      {trends.series.length < MOST_SERIES && (
        <Button tone="link" icon={<Plus size={16} aria-hidden />} onClick={addSeries}>
          Add series
        </Button>
      )}
    </section>
  )
}
