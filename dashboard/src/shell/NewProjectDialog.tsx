import { useActions, useValues } from 'kea'
import type { FormEvent, ReactElement } from 'react'

import { projectsLogic } from '../logics/projectsLogic'
import { Button } from '../ui/Button'
import { Dialog } from '../ui/Dialog'
import { Field } from '../ui/Field'
import { TextInput } from '../ui/TextInput'

export function NewProjectDialog(): ReactElement {
  const { newProject, newProjectErrors, isNewProjectSubmitting } = useValues(projectsLogic)
  const { setNewProjectValue, submitNewProject, cancelProject } = useActions(projectsLogic)
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    submitNewProject()
  }

  return (
    <Dialog title="New project" onClose={cancelProject}>
      <form onSubmit={submit} noValidate className="flex flex-col gap-2">
        <Field label="Name" error={newProjectErrors.name} hint="One project for each website or app.">
          {(control) => (
            <TextInput
              {...control}
              value={newProject.name}
              onChange={(event) => setNewProjectValue('name', event.target.value)}
            />
          )}
        </Field>
        <div className="flex justify-end gap-2">
          <Button onClick={cancelProject}>Cancel</Button>
          <Button tone="primary" type="submit" state={isNewProjectSubmitting ? 'busy' : 'ready'}>
            Create project
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
