/** Kea's plugins, in one place. */
import { resetContext } from 'kea'
import { formsPlugin } from 'kea-forms'
import { loadersPlugin } from 'kea-loaders'
import { routerPlugin } from 'kea-router'

/** A failed loader is an expected answer: its logic shows it, so nothing is logged or thrown again. */
export const PLUGINS = [routerPlugin(), loadersPlugin({ onFailure: () => undefined }), formsPlugin()]

export function initKea(): void {
  resetContext({ plugins: PLUGINS })
}
