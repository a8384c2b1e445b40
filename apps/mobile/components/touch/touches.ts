let down = 0
let lastMs = -Infinity

/** Props for the root view: they record touches and handle none. */
export const touchWatch = {
  onTouchStart: () => {
    down += 1
    lastMs = performance.now()
  },
  onTouchEnd: lifted,
  onTouchCancel: lifted,
}

/** How long no finger has been on the screen, in milliseconds; 0 while one is. */
export function touchQuietMs(): number {
  return down > 0 ? 0 : performance.now() - lastMs
}

/** A phone tells a press from the end of a scroll by itself. */
export function scrollQuietMs(): number {
  return Infinity
}

function lifted(): void {
  down = Math.max(0, down - 1)
  lastMs = performance.now()
}
