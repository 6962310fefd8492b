/** The user's projects, and the one whose address is open. */
import { actions, connect, kea, listeners, path, reducers, selectors } from 'kea'
import { forms } from 'kea-forms'
import { loaders } from 'kea-loaders'
import { router } from 'kea-router'

import type { User } from '../api/account'
import { createProject, listProjects, updateProject, type Project, type ProjectChanges } from '../api/projects'
import { inProject, projectIdOf, urls } from '../scenes/urls'
import { fieldErrors, formError } from './formErrors'
import type { projectsLogicType } from './projectsLogicType'
import { readStored, writeStored } from './stored'
import { toastLogic } from './toastLogic'
import { userLogic } from './userLogic'

const replaced = (projects: Project[], project: Project): Project[] =>
  projects.map((other) => (other.id === project.id ? project : other))

export const projectsLogic = kea<projectsLogicType>([
  path(['logics', 'projectsLogic']),
  connect(() => ({
    values: [userLogic, ['user'], router, ['location']],
    actions: [userLogic, ['loadUserSuccess'], toastLogic, ['showToast']],
  })),
  actions({
    openProject: (projectId: number) => ({ projectId }),
    startProject: true,
    cancelProject: true,
  }),
  forms(({ values, actions }) => ({
    newProject: {
      defaults: { name: '' },
      errors: ({ name }) => ({ name: name.trim() ? undefined : 'Give the project a name.' }),
      submit: async ({ name }) => {
        const project = await createProject(name.trim())
        actions.loadProjectsSuccess([...values.projects, project])
        actions.cancelProject()
        actions.showToast('done', `Created ${project.name}.`)
        router.actions.push(urls.home(project.id))
      },
    },
  })),
  loaders(({ values }) => ({
    projects: [
      [] as Project[],
      {
        loadProjects: async () => listProjects(),
        changeProject: async ({ projectId, changes }: { projectId: number; changes: Partial<ProjectChanges> }) =>
          replaced(values.projects, await updateProject(projectId, changes)),
      },
    ],
  })),
  reducers({
    areProjectsKnown: [false, { loadProjectsSuccess: () => true }],
    isStartingProject: [false, { startProject: () => true, cancelProject: () => false }],
  }),
  selectors({
    projectId: [(s) => [s.location], (location: { pathname: string }): number | null => projectIdOf(location.pathname)],
    project: [
      (s) => [s.projects, s.projectId],
      (projects: Project[], projectId: number | null): Project | null =>
        projects.find((project) => project.id === projectId) ?? null,
    ],
    /** The time zone in which the open project's days begin. */
    zone: [(s) => [s.project], (project: Project | null): string => project?.timezone ?? 'UTC'],
    /** Where the front page leads: the project used last in this browser, else the user's own. */
    startProjectId: [
      (s) => [s.projects, s.user],
      (projects: Project[], user: User | null): number | null => {
        const last = readStored<number | null>('project', null)
        return projects.find(({ id }) => id === last)?.id ?? user?.team?.id ?? projects[0]?.id ?? null
      },
    ],
  }),
  listeners(({ actions, values }) => ({
    loadUserSuccess: ({ user }) => {
      if (user) actions.loadProjects()
    },
    loadProjectsFailure: ({ error }) => actions.showToast('failed', `Your projects could not be loaded. ${error}`),
    openProject: ({ projectId }) => {
      writeStored('project', projectId)
      router.actions.push(inProject(values.location.pathname, projectId))
    },
    startProject: () => actions.resetNewProject(),
    setNewProjectValue: ({ name }) => actions.touchNewProjectField(String(name)),
    submitNewProjectFailure: ({ error }) => {
      const message = formError(error, ['name'])
      actions.setNewProjectManualErrors(fieldErrors(error, ['name']))
      if (message) actions.showToast('failed', `The project was not created. ${message}`)
    },
  })),
])
