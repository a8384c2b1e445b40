/** Takes steps one after the other, each calling on when it is done; stops at the first that calls `done` itself. */
export function inTurn<T>(items: readonly T[], step: (item: T, next: () => void) => void, done: () => void): void {
  let index = 0
  let running = false
  let called = false
  // A loop rather than recursion: a medium that completes at once would otherwise nest as deep as there are items.
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
