import { duration, say } from './say.mjs'

/**
 * Waits for a work, and says every 15 s that it still goes on and since when: a person, and a CI that stops what is silent, must see it.
 * @template T
 * @param {string} doing
 * @param {() => Promise<T>} work
 * @param {number} [everyMs]
 * @returns {Promise<T>}
 */
export async function withProgress(doing, work, everyMs = 15_000) {
  const startedAt = performance.now()
  const timer = setInterval(() => say(`  still ${doing}, ${duration(performance.now() - startedAt)}`), everyMs)
  try {
    return await work()
  } finally {
    clearInterval(timer)
  }
}
