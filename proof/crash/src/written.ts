import type { JournalRecord } from '@holdfast/journal'

/** What a test appends. Everything in it is computed from the token, so the token gives every byte. */
export type WrittenEvent = { token: string; note: string; sets: { reps: number; kg: number }[] }

/**
 * The event of a token. Sizes go from 60 bytes to 3 kB, some with characters outside ASCII. It is cheap to make, so that kills hit MMKV and
 * not this code.
 */
export function eventOf(token: string): WrittenEvent {
  const next = numbers(token)
  const length = next() % 5 === 0 ? next() % 3000 : next() % 200
  const from = next() % (LETTERS.length - length)
  return {
    token,
    note: LETTERS.slice(from, from + length),
    sets: Array.from({ length: next() % 4 }, () => ({ reps: next() % 20, kg: (next() % 400) / 2 })),
  }
}

/** The result of comparing what was read with what was written. */
export type Judgement = { lost: string[]; invented: string[] }

/**
 * `acknowledged` must all be there. `tried` are all tokens ever appended, in order: each record must be the event of one of them, once, and
 * in their order.
 */
export function judge(records: readonly JournalRecord[], said: { acknowledged: readonly string[]; tried: readonly string[] }): Judgement {
  const locations = new Map(said.tried.map((token, location) => [token, location]))
  const found = new Set<string>()
  const invented: string[] = []
  let lastPlace = -1
  for (const { seq, event } of records) {
    const text = JSON.stringify(event)
    const token = tokenIn(event)
    const location = token === undefined ? undefined : locations.get(token)
    if (token === undefined || location === undefined || text !== JSON.stringify(eventOf(token))) {
      invented.push(`${seq}: ${text?.slice(0, 200)}`)
    } else if (location <= lastPlace) {
      invented.push(`${seq}: ${token} again, or out of order`)
    } else {
      found.add(token)
      lastPlace = location
    }
  }
  return { lost: said.acknowledged.filter((token) => !found.has(token)), invented }
}

function tokenIn(event: unknown): string | undefined {
  if (typeof event !== 'object' || event === null || !('token' in event)) return undefined
  return typeof event.token === 'string' ? event.token : undefined
}

/** Endless numbers computed from a text (xorshift over FNV-1a): the same on every machine. */
export function numbers(seed: string): () => number {
  let state = 0x811c9dc5
  for (let i = 0; i < seed.length; i++) state = Math.imul(state ^ seed.charCodeAt(i), 0x01000193)
  state ||= 1
  const next = () => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return state >>> 0
  }
  // Seeds that differ in one letter start with similar numbers; after a few steps they do not.
  for (let i = 0; i < 8; i++) next()
  return next
}

const LETTERS = ((next) => Array.from({ length: 20_000 }, () => 'abcdefgh ijklmnop|"\\üß—'[next() % 23]).join(''))(numbers('letters'))
