/** Runs something after the frame that shows the last change. A hidden page has no frames: there it runs at once. */
export function afterPaint(run: () => void): void {
  if (document.hidden) run()
  // Style, layout and paint follow in the same task as the frame's callbacks; the next task is after them.
  else requestAnimationFrame(() => setTimeout(run))
}
