import { afterMount, beforeUnmount, type BuiltLogic, type Logic, type LogicBuilder } from 'kea'

/** A logic builder: runs something again and again while the logic is mounted and the page is looked at. */
export function everyWhileVisible<L extends Logic>(
  milliseconds: number,
  run: (logic: BuiltLogic<L>) => void
): LogicBuilder<L> {
  return (logic) => {
    afterMount<L>(({ cache }) => {
      cache.repeat = window.setInterval(() => {
        if (!document.hidden) run(logic)
      }, milliseconds)
    })(logic)
    beforeUnmount<L>(({ cache }) => window.clearInterval(cache.repeat as number))(logic)
  }
}
