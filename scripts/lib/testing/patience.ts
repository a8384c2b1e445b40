import assert from 'node:assert/strict'
import { isDeepStrictEqual } from 'node:util'

/**
 * How long a test waits for a state before it gives up. It is no promise about how fast anything is: only longer than the slowest
 * machine takes, so that a test fails because of what is wrong and never because of what is slow.
 */
export const GIVE_UP_MS = 180_000

/** Waits until a condition holds. Throws when it does not within `GIVE_UP_MS`. */
export async function until(condition: () => boolean | Promise<boolean>, what: string): Promise<void> {
  const pause = pauses()
  while (!(await condition())) if (!(await pause())) throw new Error(`never: ${what}`)
}

/** Waits until what is read is the wanted value. Throws with both when it does not become that within `GIVE_UP_MS`. */
export async function becomes<T>(read: () => Promise<T>, wanted: T, what?: string): Promise<void> {
  const pause = pauses()
  let found = await read()
  while (!isDeepStrictEqual(found, wanted) && (await pause())) found = await read()
  assert.deepEqual(found, wanted, what)
}

/**
 * Pauses between two looks, each a little longer than the one before: to look costs the same machine its time. The answer is false once there
 * is no more patience.
 */
function pauses(): () => Promise<boolean> {
  const endMs = performance.now() + GIVE_UP_MS
  let ms = 5
  return async () => {
    await new Promise((resolve) => setTimeout(resolve, ms))
    ms = Math.min(ms * 1.5, 250)
    return performance.now() < endMs
  }
}
