let isDown = false
let lastMs = -Infinity

const note = (down: boolean) => () => {
  isDown = down
  lastMs = performance.now()
}
document.addEventListener('pointerdown', note(true), { capture: true, passive: true })
document.addEventListener('pointerup', note(false), { capture: true, passive: true })
document.addEventListener('pointercancel', note(false), { capture: true, passive: true })

let scrolledMs = -Infinity
document.addEventListener('scroll', () => (scrolledMs = performance.now()), { capture: true, passive: true })

/** On the web the document has the listeners; the root view needs none. */
export const touchWatch = {}

/** How long neither finger nor mouse button has been down, in milliseconds; 0 while one is. */
export function touchQuietMs(): number {
  return isDown ? 0 : performance.now() - lastMs
}

/** How long nothing on the page has scrolled, in milliseconds. */
export function scrollQuietMs(): number {
  return performance.now() - scrolledMs
}
