import { hashOf } from './chance.ts'

/** Where something happened: a lane of the timeline. */
export type Where = 'day' | 'server' | `phone ${number}` | `disk ${number}` | `network ${number}`

/** What kind of thing: an ordinary one, a fault, or a broken check. */
export type Kind = 'act' | 'fault' | 'wire' | 'disk' | 'broken'

export type Entry = { ms: number; where: Where; kind: Kind; words: string }

/** A request on its way, for whoever draws it. `endMs` null: nobody waited for its end. */
export type Trip = { ms: number; where: Where; name: string; endMs: number | null; isGood: boolean }

/** Everything that happened, hashed as it happens; told in full only where somebody wants to read it. */
export type Story = {
  note(where: Where, kind: Kind, words: string): void
  /** Of everything noted so far: two runs with one hash did the same. */
  hash(): string
  /** A request goes out. Gives what says that it ended. */
  trip(where: Where, name: string): (isGood: boolean) => void
  readonly entries: readonly Entry[]
  readonly trips: readonly Trip[]
}

export function createStory(nowMs: () => number, told: boolean): Story {
  const entries: Entry[] = []
  const trips: Trip[] = []
  let low = 0x811c9dc5
  let high = 0x01000193
  return {
    entries,
    trips,
    note(where, kind, words) {
      const ms = nowMs()
      low = hashOf(words, Math.imul(low ^ ms, 0x01000193))
      high = Math.imul(high ^ low, 0x85ebca6b) >>> 0
      if (told) entries.push({ ms, where, kind, words })
    },
    trip(where, name) {
      if (!told) return () => {}
      const trip: Trip = { ms: nowMs(), where, name, endMs: null, isGood: false }
      trips.push(trip)
      return (isGood) => Object.assign(trip, { endMs: nowMs(), isGood })
    },
    hash: () => low.toString(16).padStart(8, '0') + high.toString(16).padStart(8, '0'),
  }
}
