import { runJournal, type Journal, type OpenReport } from './journal.ts'
import type { Medium, Place } from './medium.ts'
import type { Clock, Neighbours } from './ports.ts'
import { encode, keyOf } from './record.ts'
import { commitAll, fill, openAll } from './sides.ts'
import { inTurn } from './steps.ts'
import { unite, type Union } from './union.ts'

export type OpenJournal = { open: true; journal: Journal } | { open: false; why: string }

export type JournalOptions = {
  place: Place
  clock: Clock
  /** Whether this journal is known to have been opened before: then finding nothing is a fault, not an empty history. */
  expectHistory: boolean
  neighbours?: Neighbours
}

type Older = { sides: readonly Medium[]; union: Union }

/**
 * Opens a journal: finds its last generation, joins what its sides hold, heals the poorer one, and drops the generations
 * an earlier process moved on from. Calls back at once when the media do.
 */
export function openJournal(options: JournalOptions, done: (answer: OpenJournal) => void): void {
  const { place } = options
  const enter = (generation: number, older: Older[]): void => {
    const sides = place.sides(generation)
    openAll(sides, (opening) => {
      if (!opening.ok) return done({ open: false, why: opening.why })
      const union = unite(opening.stored)
      if (union.movedTo !== null) return enter(union.movedTo, [...older, { sides, union }])
      if (!opening.fresh) return settle(generation, sides, union, older)
      const before = older.at(-1)
      // The generation an earlier process moved to is gone, and the one it moved from is still here: that is what it is kept for.
      if (before) return settle(generation, sides, restored(before.union, sides), older)
      if (options.expectHistory) return done({ open: false, why: 'a history was here before and nothing of it is found now' })
      settle(generation, sides, union, older)
    })
  }

  const settle = (generation: number, sides: readonly [Medium, ...Medium[]], union: Union, older: Older[]): void => {
    fill(sides, union.missing, (failure) => {
      if (failure !== null) return done({ open: false, why: failure })
      // Whatever is acted on from here was read from memory that a power cut could still take back.
      commitAll(sides, () => {
        const report: OpenReport = { records: union.records.length, healed: union.missing.flat().length, setAside: union.setAside }
        const found = { generation, sides, records: union.records, lastSeq: union.lastSeq, report }
        const journal = runJournal(options, found)
        drop(older)
        done({ open: true, journal })
      })
    })
  }

  place.generations((answer) => {
    if (!answer.ok) return done({ open: false, why: answer.why })
    enter(answer.generations.length === 0 ? 1 : Math.min(...answer.generations), [])
  })
}

function restored(union: Union, sides: readonly Medium[]): Union {
  const stored = [...union.records.map((record) => ({ key: keyOf(record.seq), value: encode(record) })), ...union.setAside]
  return { ...union, movedTo: null, missing: sides.map(() => stored) }
}

/** Nobody waits for it: what cannot be dropped now (another tab has it open) is dropped at a later launch. */
function drop(older: readonly Older[]): void {
  inTurn(
    older.flatMap(({ sides }) => sides),
    (medium, next) => {
      medium.close()
      medium.drop(() => next())
    },
    () => undefined,
  )
}
