/** The settings of one project that people change here: its name, its time zone, the day its weeks begin. */
import { connect, kea, key, listeners, path, props, reducers, selectors } from 'kea'
import { forms } from 'kea-forms'

import type { Project } from '../../api/projects'
import { updateProject, type ProjectChanges } from '../../api/projects'
import { fieldErrors, formError } from '../../logics/formErrors'
import { projectsLogic } from '../../logics/projectsLogic'
import { toastLogic } from '../../logics/toastLogic'
import type { settingsLogicType } from './settingsLogicType'

export interface SettingsLogicProps {
  project: Project
}

const FIELDS = ['name', 'timezone', 'week_start_day'] as const

const shown = (project: Project): ProjectChanges => ({
  name: project.name,
  timezone: project.timezone,
  week_start_day: project.week_start_day ?? 0,
})

export const settingsLogic = kea<settingsLogicType>([
  props({} as SettingsLogicProps),
  key((props) => props.project.id),
  path((key) => ['scenes', 'settings', 'settingsLogic', key]),
  connect(() => ({
    values: [projectsLogic, ['projects']],
    actions: [projectsLogic, ['loadProjectsSuccess'], toastLogic, ['showToast']],
  })),
  forms(({ props, values, actions }) => ({
    settings: {
      defaults: shown(props.project),
      errors: ({ name }) => ({ name: name.trim() ? undefined : 'Give the project a name.' }),
      submit: async (changes) => {
        const project = await updateProject(props.project.id, { ...changes, name: changes.name.trim() })
        actions.loadProjectsSuccess(values.projects.map((other) => (other.id === project.id ? project : other)))
        actions.resetSettings(shown(project))
        actions.showToast('done', 'Settings saved.')
      },
    },
  })),
  reducers({
    formMessage: [
      null as string | null,
      { submitSettings: () => null, submitSettingsFailure: (_, { error }) => formError(error, FIELDS) },
    ],
  }),
  selectors({
    saved: [
      (s) => [s.projects, (_, props) => props.project],
      (projects: Project[], project: Project): ProjectChanges =>
        shown(projects.find(({ id }) => id === project.id) ?? project),
    ],
    hasChanges: [
      (s) => [s.settings, s.saved],
      (settings: ProjectChanges, saved: ProjectChanges): boolean =>
        FIELDS.some((field) => settings[field] !== saved[field]),
    ],
  }),
  listeners(({ actions }) => ({
    setSettingsValue: ({ name }) => actions.touchSettingsField(String(name)),
    submitSettingsFailure: ({ error }) => actions.setSettingsManualErrors(fieldErrors(error, FIELDS)),
  })),
])
