/** The projects this user may see. */
import { api } from './client'
import type { components } from './schema'

export type Project = components['schemas']['Project']

export interface ProjectChanges {
  name: string
  timezone: string
  week_start_day: number
}

export async function listProjects(): Promise<Project[]> {
  const page = await api.get('/api/projects/')
  return page.results
}

export async function createProject(name: string): Promise<Project> {
  return api.post('/api/projects/', { body: { name } })
}

export async function updateProject(projectId: number, changes: Partial<ProjectChanges>): Promise<Project> {
  return api.patch('/api/projects/{project_id}/', { path: { project_id: String(projectId) }, body: changes })
}
