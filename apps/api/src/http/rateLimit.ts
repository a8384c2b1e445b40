import { isIPv6 } from 'node:net'
import type { Clock } from '../clock.ts'

/** How much one key may do. `take` answers null, or how many seconds to wait before there is room for it. */
export type RateLimit = { take: (key: string, cost?: number) => number | null }

const MINUTE_MS = 60_000
const KEYS_MAX = 50_000

/**
 * A token bucket for every key, in this process: it holds what a minute allows, and fills evenly. Zero a minute is no limit at all.
 * With several processes behind one address each allows as much, which is exact enough to keep a guesser slow.
 */
export function rateLimit(perMinute: number, clock: Clock): RateLimit {
  if (perMinute === 0) return { take: () => null }
  const perMs = perMinute / MINUTE_MS
  const buckets = new Map<string, { left: number; atMs: number }>()
  return {
    take(key, cost = 1) {
      const nowMs = clock.nowMs()
      const before = buckets.get(key) ?? { left: perMinute, atMs: nowMs }
      // A clock that is set back must not empty anybody's bucket.
      const left = Math.min(perMinute, before.left + Math.max(0, nowMs - before.atMs) * perMs)
      const fits = left >= cost
      // Last used stands last, so what is forgotten first is what has been full again for the longest.
      buckets.delete(key)
      buckets.set(key, { left: fits ? left - cost : left, atMs: nowMs })
      const [oldest] = buckets.keys()
      if (buckets.size > KEYS_MAX && oldest !== undefined) buckets.delete(oldest)
      return fits ? null : Math.max(1, Math.ceil((cost - left) / perMs / 1000))
    },
  }
}

/** The key of an address. Of IPv6 the first half: whoever has one address of a network has all of them. */
export function addressKey(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1]
  if (mapped !== undefined || !isIPv6(address)) return mapped ?? address
  const [head = '', tail] = address.split('::')
  const front = head === '' ? [] : head.split(':')
  const back = tail === undefined || tail === '' ? [] : tail.split(':')
  const zeros = tail === undefined ? 0 : 8 - front.length - back.length
  return [...front, ...Array.from({ length: zeros }, () => '0'), ...back].slice(0, 4).join(':')
}
