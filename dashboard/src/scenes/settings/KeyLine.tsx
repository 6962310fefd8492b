import { useActions, useValues } from 'kea'
import { Trash2 } from 'lucide-react'
import type { ReactElement } from 'react'

import type { PersonalApiKey } from '../../api/keys'
import { formatInstant, parseInstant } from '../../formats/dates'
import { projectsLogic } from '../../logics/projectsLogic'
import { IconButton } from '../../ui/IconButton'
import { keysLogic } from './keysLogic'

export interface KeyLineProps {
  apiKey: PersonalApiKey
}

export function KeyLine({ apiKey }: KeyLineProps): ReactElement {
  const { zone } = useValues(projectsLogic)
  const { askToRevoke } = useActions(keysLogic)
  const used = apiKey.last_used_at ? `Used ${formatInstant(parseInstant(apiKey.last_used_at), zone)}` : 'Never used'
  const scopes = apiKey.scopes.includes('*') ? 'Everything' : apiKey.scopes.join(', ')

  return (
    <li className="flex items-center gap-4 px-4 py-2">
      <div className="min-w-0 flex-1">
        <p className="truncate text-14">
          {apiKey.label} <span className="ml-2 font-mono text-12 text-ink-3">{apiKey.mask_value}</span>
        </p>
        <p className="truncate text-12 text-ink-3">
          {scopes} · {used}
        </p>
      </div>
      <IconButton label={`Revoke ${apiKey.label}`} onClick={() => askToRevoke(apiKey)}>
        <Trash2 size={16} aria-hidden />
      </IconButton>
    </li>
  )
}
