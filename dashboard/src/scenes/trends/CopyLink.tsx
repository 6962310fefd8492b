import { useActions } from 'kea'
import { Link2 } from 'lucide-react'
import type { ReactElement } from 'react'

import { toastLogic } from '../../logics/toastLogic'
import { Button } from '../../ui/Button'

/** The address holds every choice, so copying it shares the view. */
export function CopyLink(): ReactElement {
  const { showToast } = useActions(toastLogic)
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(window.location.href).then(
      () => showToast('done', 'Link copied. It opens this very view.'),
      () => showToast('failed', 'This browser does not let pages copy. Copy the address from its bar.')
    )
  }
  return (
    <Button tone="primary" icon={<Link2 size={16} aria-hidden />} onClick={() => void copy()}>
      Copy link
    </Button>
  )
}
