/** Runs something after the frame that shows the last change. On a phone that moment is unknown to the app: it runs at once. */
export function afterPaint(run: () => void): void {
  run()
}
