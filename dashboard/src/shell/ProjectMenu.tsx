import { useActions, useValues } from 'kea'
import { ChevronsUpDown, Plus } from 'lucide-react'
import type { ReactElement } from 'react'

import { projectsLogic } from '../logics/projectsLogic'
import { userLogic } from '../logics/userLogic'
import { Initial } from '../ui/Initial'
import { Menu } from '../ui/Menu'
import { MenuItem } from '../ui/MenuItem'
import { Popover } from '../ui/Popover'

export interface ProjectMenuProps {
  form: 'wide' | 'icon'
}

/** Which project is open; a press lists the others and makes new ones. */
export function ProjectMenu({ form }: ProjectMenuProps): ReactElement {
  const { project, projects } = useValues(projectsLogic)
  const { openProject, startProject } = useActions(projectsLogic)
  const { user } = useValues(userLogic)
  const name = project?.name ?? 'Choose a project'

  return (
    <Popover
      kind="menu"
      fill={form === 'wide' ? 'row' : 'content'}
      trigger={(props) => (
        <button
          {...props}
          type="button"
          aria-label={`Project: ${name}`}
          title={form === 'icon' ? name : undefined}
          className="flex w-full items-center gap-2 rounded border px-2 text-left text-14 transition-colors control hover:bg-soft"
        >
          <Initial name={name} form="square" />
          {form === 'wide' && (
            <>
              <span className="min-w-0 flex-1 truncate font-semibold">{name}</span>
              <ChevronsUpDown size={16} aria-hidden className="shrink-0 text-ink-3" />
            </>
          )}
        </button>
      )}
    >
      {(close) => (
        <Menu label="Projects">
          <p className="truncate px-2 pt-1 pb-2 text-12 text-ink-3">{user?.organization?.name ?? 'Projects'}</p>
          {projects.map(({ id, name: other }) => (
            <MenuItem
              key={id}
              checked={id === project?.id}
              onSelect={() => {
                close()
                openProject(id)
              }}
            >
              {other}
            </MenuItem>
          ))}
          <div className="my-1 border-t" />
          <MenuItem
            icon={<Plus size={16} aria-hidden />}
            onSelect={() => {
              close()
              startProject()
            }}
          >
            New project
          </MenuItem>
        </Menu>
      )}
    </Popover>
  )
}
