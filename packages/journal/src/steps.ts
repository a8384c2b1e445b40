/**
 * Runs `step` for each item, one after the other: each calls `next` when it is done. Then calls `done`. A step that does not call `next`
 * ends the run.
 */
export function inTurn<T>(items: readonly T[], step: (item: T, next: () => void) => void, done: () => void): void {
  let index = 0
  let running = false
  let called = false
  // A loop instead of recursion: with a medium that completes at once, recursion would be as deep as there are items.
  const run = (): void => {
    running = true
    do {
      called = false
      if (index >= items.length) {
        running = false
        return done()
      }
      step(items[index++]!, () => {
        called = true
        if (!running) run()
      })
    } while (called)
    running = false
  }
  run()
}
