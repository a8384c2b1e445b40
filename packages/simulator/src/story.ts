import { hashOf } from './chance.ts'

/** Where something happened: a lane of the timeline. */
export type Where = 'day' | 'server' | `phone ${number}` | `disk ${number}` | `network ${number}`

/** What kind of thing: an ordinary one, a fault, or a broken check. */
export type Kind = 'act' | 'fault' | 'wire' | 'disk' | 'broken'

export type Entry = { ms: number; where: Where; kind: Kind; words: string }

/** Everything that happened, hashed as it happens; told in full only where somebody wants to read it. */
export type Story = {
  note(where: Where, kind: Kind, words: string): void
  /** Of everything noted so far: two runs with one hash did the same. */
  hash(): string
  readonly entries: readonly Entry[]
}

export function createStory(nowMs: () => number, told: boolean): Story {
  const entries: Entry[] = []
  let low = 0x811c9dc5
  let high = 0x01000193
  return {
    entries,
    note(where, kind, words) {
      const ms = nowMs()
      low = hashOf(words, Math.imul(low ^ ms, 0x01000193))
      high = Math.imul(high ^ low, 0x85ebca6b) >>> 0
      if (told) entries.push({ ms, where, kind, words })
    },
    hash: () => low.toString(16).padStart(8, '0') + high.toString(16).padStart(8, '0'),
  }
}
