/** Runs something once the frame that shows what was just done is on its way to the screen. A page nobody looks at makes no frames: then at once. */
export function afterPaint(run: () => void): void {
  if (document.hidden) run()
  // Style, layout and paint follow in the same turn as the frame's callbacks; the turn after it is behind them.
  else requestAnimationFrame(() => setTimeout(run))
}
