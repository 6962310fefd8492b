const MARGIN = 8

/** Moves something that hangs beside its trigger back into the window. A sheet at the edge of a phone stays where it is. */
export function fitIntoWindow(node: HTMLElement | null): void {
  if (!node || getComputedStyle(node).position === 'fixed') return
  const { left, right } = node.getBoundingClientRect()
  const beyond = Math.max(0, right - (document.documentElement.clientWidth - MARGIN))
  node.style.translate = `${-Math.min(beyond, Math.max(0, left - MARGIN))}px`
}
