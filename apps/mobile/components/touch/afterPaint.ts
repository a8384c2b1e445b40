/** Runs something once the frame that shows what was just done is on its way to the screen. On a phone that is not the page's to know: at once. */
export function afterPaint(run: () => void): void {
  run()
}
