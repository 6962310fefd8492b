/** Short messages at the edge of the screen: what was done, or what failed. */
import { actions, kea, listeners, path, reducers } from 'kea'

import type { toastLogicType } from './toastLogicType'

export interface Toast {
  id: number
  tone: 'done' | 'failed'
  text: string
}

const SHOWN_MS = 5000

let lastId = 0

export const toastLogic = kea<toastLogicType>([
  path(['logics', 'toastLogic']),
  actions({
    showToast: (tone: Toast['tone'], text: string) => ({ toast: { id: ++lastId, tone, text } as Toast }),
    dismissToast: (id: number) => ({ id }),
  }),
  reducers({
    toasts: [
      [] as Toast[],
      {
        showToast: (toasts, { toast }) => [...toasts, toast],
        dismissToast: (toasts, { id }) => toasts.filter((toast) => toast.id !== id),
      },
    ],
  }),
  listeners(({ actions }) => ({
    // A failure stays until somebody has read it.
    showToast: ({ toast }) => {
      if (toast.tone === 'done') window.setTimeout(() => actions.dismissToast(toast.id), SHOWN_MS)
    },
  })),
])
