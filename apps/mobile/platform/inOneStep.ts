import type { SharedTexts, TextStore } from '../sync/device/ports'

/** A text store that only this process writes: a change waits until the one before it has ended. */
export function inOneStep(texts: TextStore): SharedTexts {
  let last: Promise<unknown> = Promise.resolve()
  return {
    ...texts,
    change(key, to) {
      const changed = last.then(async () => {
        const before = await texts.read(key)
        const after = to(before)
        if (after === null) await texts.remove(key)
        else if (after !== before) await texts.write(key, after)
        return after
      })
      last = changed.catch(() => undefined)
      return changed
    },
  }
}
