import assert from 'node:assert/strict'
import { isDeepStrictEqual } from 'node:util'

/**
 * How long a test waits for a state before it gives up. It is no promise about how fast anything is: only longer than the slowest
 * machine takes, so that a test fails because of what is wrong and never because of what is slow.
 */
export const GIVE_UP_MS = 180_000

/** Waits until a condition holds. Throws when it does not within `GIVE_UP_MS`. */
export async function until(condition: () => boolean | Promise<boolean>, what: string): Promise<void> {
  const endMs = performance.now() + GIVE_UP_MS
  while (!(await condition())) {
    if (performance.now() > endMs) throw new Error(`never: ${what}`)
    await pause()
  }
}

/** Waits until what is read is the wanted value. Throws with both when it does not become that within `GIVE_UP_MS`. */
export async function becomes<T>(read: () => Promise<T>, wanted: T, what?: string): Promise<void> {
  const endMs = performance.now() + GIVE_UP_MS
  let found = await read()
  while (!isDeepStrictEqual(found, wanted) && performance.now() < endMs) {
    await pause()
    found = await read()
  }
  assert.deepEqual(found, wanted, what)
}

const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 20))
