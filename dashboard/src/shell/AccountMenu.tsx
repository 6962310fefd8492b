import { useActions, useValues } from 'kea'
import { LogOut, Monitor, Moon, Sun } from 'lucide-react'
import type { ReactElement } from 'react'

import { themeLogic, type ThemeChoice } from '../logics/themeLogic'
import { userLogic } from '../logics/userLogic'
import { Initial } from '../ui/Initial'
import { Menu } from '../ui/Menu'
import { MenuItem } from '../ui/MenuItem'
import { Popover } from '../ui/Popover'

export interface AccountMenuProps {
  form: 'wide' | 'icon'
}

const THEMES: { choice: ThemeChoice; label: string; icon: typeof Sun }[] = [
  { choice: 'light', label: 'Light', icon: Sun },
  { choice: 'dark', label: 'Dark', icon: Moon },
  { choice: 'system', label: 'As the system', icon: Monitor },
]

export function AccountMenu({ form }: AccountMenuProps): ReactElement {
  const { user } = useValues(userLogic)
  const { logOut } = useActions(userLogic)
  const { choice } = useValues(themeLogic)
  const { chooseTheme } = useActions(themeLogic)
  const name = user?.first_name || user?.email || ''

  return (
    <Popover
      kind="menu"
      side="above"
      fill={form === 'wide' ? 'row' : 'content'}
      trigger={(props) => (
        <button
          {...props}
          type="button"
          aria-label={`Account of ${name}`}
          className="flex w-full items-center justify-start gap-2 rounded px-1 text-left text-14 transition-colors control hover:bg-soft"
        >
          <Initial name={name} form="round" />
          {form === 'wide' && <span className="min-w-0 flex-1 truncate">{name}</span>}
        </button>
      )}
    >
      {(close) => (
        <Menu label="Account">
          <p className="truncate px-2 pt-1 pb-2 text-12 text-ink-3">{user?.email}</p>
          {THEMES.map(({ choice: theme, label, icon: Icon }) => (
            <MenuItem
              key={theme}
              icon={<Icon size={16} aria-hidden />}
              checked={theme === choice}
              onSelect={() => {
                chooseTheme(theme)
                close()
              }}
            >
              {label}
            </MenuItem>
          ))}
          <div className="my-1 border-t" />
          <MenuItem icon={<LogOut size={16} aria-hidden />} onSelect={logOut}>
            Log out
          </MenuItem>
        </Menu>
      )}
    </Popover>
  )
}
