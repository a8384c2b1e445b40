import { createMMKV } from '../mmkv.ts'
import { bothReplicas, idOf, openIn, recordsOfReplica, type LocationOptions, type Replica } from '../location.ts'
import { eventOf, judge } from '../written.ts'

/**
 * The appends of every process that wrote to a location. `acknowledged` were answered as saved; `tried` has at most one more per process.
 */
export type Said = { acknowledged: string[]; tried: string[] }

/** What a new process finds. `destroyed` are stores that, read alone, had lost an acknowledged record. */
export type Finding = { lost: number; invented: number; destroyed: number; words: string[] }

/**
 * Something that writes until it is killed, and a check of what it lost. To test another way of storing (a compaction, for example), add it
 * here: the rest of the harness needs no change.
 */
export type Scenario = {
  what: string
  /** How many stores (files of MMKV) it writes. */
  stores: number
  /**
   * Appends for ever. `next` is a new token. `acknowledge` is called after the store answered that the last one is saved, and not before.
   */
  write(path: string, next: () => string, acknowledge: () => void): void
  find(path: string, said: Said): Finding
}

export const scenarios = {
  journal: journalScenario('the journal as on a phone: two replicas, a commit every 25 appends', { commitEvery: 25 }),

  // A commit rewrites the checksum of the whole store, so a large store spends most of its time where a kill does damage.
  journalLarge: journalScenario('the same with 2 MB of history, a commit at every append', { commitEvery: 1, ballast: 2_000_000 }),

  compaction: journalScenario('the journal compacting at every 40th append', { commitEvery: 25, compactEvery: 40 }),

  // Tests the mirror alone: with this strategy MMKV empties a store whose checksum fails. So replicas are destroyed, and the other one must
  // have everything.
  journalDiscard: journalScenario('the large journal told to discard on error: only the mirror is left', {
    commitEvery: 1,
    ballast: 2_000_000,
    strategy: 'discard-on-error',
  }),

  // Controls: the harness must see a loss where there is one.
  oneReplicaDiscard: journalScenario('control: the same without the mirror', {
    commitEvery: 1,
    ballast: 2_000_000,
    strategy: 'discard-on-error',
    replicas: ['a'],
  }),
  blob50: blobScenario(50),
  blob500: blobScenario(500),
} satisfies Record<string, Scenario>

export type ScenarioName = keyof typeof scenarios

export function isScenario(name: string): name is ScenarioName {
  return Object.hasOwn(scenarios, name)
}

function journalScenario(
  what: string,
  options: LocationOptions & { commitEvery: number; ballast?: number; compactEvery?: number },
): Scenario {
  const replicas: readonly Replica[] = options.replicas ?? bothReplicas
  // Under a key that is not a record's: the journal skips it, MMKV has to copy it.
  const load = (path: string, bytes: number) => {
    for (const replica of replicas) {
      const mmkv = createMMKV({ id: idOf(replica), path, recoveryStrategy: options.strategy ?? 'recover-on-error' })
      if (!mmkv.contains('ballast')) mmkv.set('ballast', '.'.repeat(bytes))
    }
  }
  return {
    what,
    stores: replicas.length,
    write(path, next, acknowledge) {
      const answer = openIn(path, { ...options, expectHistory: false })
      if (!answer.open) throw new Error(answer.why)
      const { journal } = answer
      if (options.ballast) load(path, options.ballast)
      for (let n = 1; ; n++) {
        journal.append({ event: eventOf(next()) }, (saved) => {
          if (!saved.saved) throw new Error(saved.detail)
          acknowledge()
        })
        if (n % options.commitEvery === 0) journal.commit()
        // Everything stays live: whatever a kill does to the copy, the pointer record and the drop, nothing may be missing.
        if (options.compactEvery && n % options.compactEvery === 0) journal.compact(() => true)
      }
    },
    find(path, said) {
      const alone = replicas.map((replica) => judge(recordsOfReplica(path, replica, options.strategy), said).lost.length)
      const answer = openIn(path, { ...options, expectHistory: false })
      const destroyed = alone.filter((lost) => lost > 0).length
      if (!answer.open) return { lost: said.acknowledged.length, invented: 0, destroyed, words: [`unavailable: ${answer.why}`] }
      const { lost, invented } = judge(answer.journal.records, said)
      return { lost: lost.length, invented: invented.length, destroyed, words: [...lost.slice(0, 3), ...invented.slice(0, 3)] }
    },
  }
}

/** What zustand's persist middleware does: the whole state as one JSON text under one key, rewritten at every change. */
function blobScenario(kilobytes: number): Scenario {
  const key = 'workout-storage'
  const open = (path: string) => createMMKV({ id: 'zustand', path })
  const blobOf = (token: string): string => {
    const set = { token, note: '.'.repeat(1000 - token.length) }
    return JSON.stringify({ state: { sets: Array.from({ length: kilobytes }, () => set) }, version: 0 })
  }
  return {
    what: `control: one key, rewritten, ${kilobytes} kB of JSON (zustand persist)`,
    stores: 1,
    write(path, next, acknowledge) {
      const mmkv = open(path)
      for (;;) {
        mmkv.set(key, blobOf(next()))
        acknowledge()
      }
    },
    find(path, { acknowledged, tried }) {
      const text = open(path).getString(key)
      const lastSaid = acknowledged.at(-1)
      if (lastSaid === undefined) return { lost: 0, invented: 0, destroyed: 0, words: [] }
      const from = tried.lastIndexOf(lastSaid)
      const isThere = tried.slice(from).some((token) => text === blobOf(token))
      if (isThere) return { lost: 0, invented: 0, destroyed: 0, words: [] }
      // One key holds everything, so its loss loses everything that was ever acknowledged.
      const words = [text === undefined || text === '' ? 'the store is empty' : `${text.length} characters that were never written`]
      return { lost: acknowledged.length, invented: text ? 1 : 0, destroyed: 1, words }
    },
  }
}
