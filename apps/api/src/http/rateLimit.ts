import { isIPv6 } from 'node:net'
import type { Clock } from '../clock.ts'

/** A limit per key. `take` answers null, or how many seconds to wait until the cost fits. */
export type RateLimit = { take: (key: string, cost?: number) => number | null }

const MINUTE_MS = 60_000
const KEYS_MAX = 50_000

/**
 * A token bucket for every key, in this process. It holds what a minute allows, and fills evenly. 0 per minute is no limit. Several
 * processes behind one address allow as much each; that is exact enough to slow down password guessing.
 */
export function rateLimit(perMinute: number, clock: Clock): RateLimit {
  if (perMinute === 0) return { take: () => null }
  const perMs = perMinute / MINUTE_MS
  const buckets = new Map<string, { left: number; atMs: number }>()
  return {
    take(key, cost = 1) {
      const nowMs = clock.nowMs()
      const before = buckets.get(key) ?? { left: perMinute, atMs: nowMs }
      // A clock that is set back must not empty a bucket.
      const left = Math.min(perMinute, before.left + Math.max(0, nowMs - before.atMs) * perMs)
      const fits = left >= cost
      // The keys are ordered by last use, so that the bucket which has been full for longest is deleted first.
      buckets.delete(key)
      buckets.set(key, { left: fits ? left - cost : left, atMs: nowMs })
      const [oldest] = buckets.keys()
      if (buckets.size > KEYS_MAX && oldest !== undefined) buckets.delete(oldest)
      return fits ? null : Math.max(1, Math.ceil((cost - left) / perMs / 1000))
    },
  }
}

/** The key of an address. Of IPv6 only the first half: who has one address of a network has all of them. */
export function addressKey(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1]
  if (mapped !== undefined || !isIPv6(address)) return mapped ?? address
  const [head = '', tail] = address.split('::')
  const front = head === '' ? [] : head.split(':')
  const back = tail === undefined || tail === '' ? [] : tail.split(':')
  const zeros = tail === undefined ? 0 : 8 - front.length - back.length
  return [...front, ...Array.from({ length: zeros }, () => '0'), ...back].slice(0, 4).join(':')
}
