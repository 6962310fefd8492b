import { useActions, useValues } from 'kea'
import type { FormEvent, ReactElement } from 'react'

import type { Project } from '../../api/projects'
import { formatInstant, listZones } from '../../formats/dates'
import { Button } from '../../ui/Button'
import { Card } from '../../ui/Card'
import { Field } from '../../ui/Field'
import { Notice } from '../../ui/Notice'
import { Select } from '../../ui/Select'
import { TextInput } from '../../ui/TextInput'
import { settingsLogic } from './settingsLogic'

export interface ProjectFormProps {
  project: Project
}

const ZONES = listZones().map((zone) => ({ value: zone, label: zone.replaceAll('_', ' ') }))
const WEEK_STARTS = [
  { value: '0', label: 'Sunday' },
  { value: '1', label: 'Monday' },
]

export function ProjectForm({ project }: ProjectFormProps): ReactElement {
  const logic = settingsLogic({ project })
  const { settings, settingsErrors, isSettingsSubmitting, hasChanges, formMessage } = useValues(logic)
  const { setSettingsValue, submitSettings, resetSettings } = useActions(logic)
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    submitSettings()
  }

  return (
    <Card title="Project">
      <form onSubmit={submit} noValidate className="flex flex-col gap-2">
        {formMessage && <Notice tone="danger">{formMessage}</Notice>}
        <Field label="Name" error={settingsErrors.name}>
          {(control) => (
            <TextInput
              {...control}
              value={settings.name}
              onChange={(event) => setSettingsValue('name', event.target.value)}
            />
          )}
        </Field>
        <div className="grid gap-x-4 gap-y-2 sm:grid-cols-2">
          <Field
            label="Time zone"
            error={settingsErrors.timezone}
            hint={`Days begin and end here. Now: ${formatInstant(new Date(), settings.timezone)}`}
          >
            {({ id }) => (
              <Select
                id={id}
                label="Time zone"
                value={settings.timezone}
                options={ZONES}
                onChange={(zone) => setSettingsValue('timezone', zone)}
              />
            )}
          </Field>
          <Field label="Weeks begin on" error={settingsErrors.week_start_day}>
            {({ id }) => (
              <Select
                id={id}
                label="Weeks begin on"
                value={String(settings.week_start_day)}
                options={WEEK_STARTS}
                onChange={(day) => setSettingsValue('week_start_day', Number(day))}
              />
            )}
          </Field>
        </div>
        <div className="flex gap-2">
          <Button tone="primary" type="submit" disabled={!hasChanges} state={isSettingsSubmitting ? 'busy' : 'ready'}>
            Save
          </Button>
          {hasChanges && (
            <Button tone="quiet" onClick={() => resetSettings()}>
              Undo
            </Button>
          )}
        </div>
      </form>
    </Card>
  )
}
