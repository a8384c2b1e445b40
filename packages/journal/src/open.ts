import { createGuard, createReport, type Guard, type Report } from './guard.ts'
import { runJournal, type Journal, type OpenReport } from './journal.ts'
import type { Generations, Medium, JournalLocation, Stored } from './medium.ts'
import type { Clock, Tabs } from './ports.ts'
import { encode, header, keyOf } from './record.ts'
import { ask, commitAll, dropAll, fill, openAll } from './replicas.ts'
import { unite, type Union } from './union.ts'

/** How opening ended: the journal, or why storage is unavailable [J7], in words for a log. */
export type OpenJournal =
  | { open: true; journal: Journal }
  | { open: false; why: string; /** There was a history, and storage that answers has nothing of it. */ isLost?: true }

/** What `openJournal` needs. */
export type JournalOptions = {
  /** Opens the media of each generation: the location. */
  location: JournalLocation
  /** For the stamp `at` of a record, and for reading again after a failure. */
  clock: Clock
  /** Whether this journal was opened before on this device. Then an empty location is *storage unavailable*, not an empty history. */
  expectHistory: boolean
  /** Other tabs on the same media. Without it this process must be the only one. */
  tabs?: Tabs
  /**
   * [J19] Receives exceptions of listeners, callbacks and ports. Without it they are uncaught exceptions; the journal goes on in both
   * cases.
   */
  report?: Report
}

type Older = { replicas: readonly Medium[]; union: Union }

/**
 * Opens a journal: finds its current generation, joins its replicas, repairs the incomplete ones, and drops the generations that an earlier
 * process replaced. Calls `done` once; before it returns if the media complete at once.
 */
export function openJournal(options: JournalOptions, done: (answer: OpenJournal) => void): void {
  const { location } = options
  const guard = createGuard(createReport(options.report))
  const enter = (generation: number, older: Older[]): void => {
    const replicas = guard('replicas', () => location.replicas(generation))
    if (!replicas) return done({ open: false, why: `generation ${generation} cannot be reached` })
    openAll(replicas, (opening) => {
      if (!opening.ok) return done({ open: false, why: opening.why })
      const union = unite(opening.stored)
      if (union.movedTo !== null) return enter(union.movedTo, [...older, { replicas, union }])
      if (union.founded) return settle(generation, replicas, union, older)
      const before = older.at(-1)
      // [J14] The new generation is lost, and the one before it still exists: everything is restored from that one.
      if (before) return settle(generation, replicas, restored(before.union, union), older)
      if (union.empty && options.expectHistory)
        return done({ open: false, why: 'a history was here before and nothing of it is found now', isLost: true })
      settle(generation, replicas, { ...union, missing: union.missing.map((missing) => [...missing, header]) }, older)
    })
  }

  const settle = (generation: number, replicas: readonly [Medium, ...Medium[]], union: Union, older: Older[]): void => {
    fill(replicas, union.missing, (failure) => {
      // [J6] A full disk postpones the repair: what the other replica holds can still be shown and exported.
      if (failure && (failure.why !== 'full' || !union.founded)) return done({ open: false, why: failure.detail })
      // [J8] What was read may not be on the disk yet: a power cut could still take it back.
      commitAll(replicas, () => {
        const repaired = failure ? 0 : union.missing.flat().length
        const report: OpenReport = { records: union.records.length, repaired, quarantined: union.quarantined }
        const found = { generation, replicas, records: union.records, lastSeq: union.lastSeq, report }
        const journal = runJournal(options, found)
        if (!failure) drop(older, guard)
        done({ open: true, journal })
      })
    })
  }

  ask<Generations>(
    (answer) => location.generations(answer),
    (why) => ({ ok: false, why }),
    (answer) => {
      if (!answer.ok) return done({ open: false, why: answer.why })
      enter(answer.generations.length === 0 ? 1 : Math.min(...answer.generations), [])
    },
  )
}

/**
 * [J14] The older generation's records with what is left of the newer one. The header record is written last: until it is there, the
 * restore is repeated.
 */
function restored(older: Union, newer: Union): Union {
  const known = new Set(newer.records.map(({ seq }) => seq))
  const lost = older.records.filter(({ seq }) => !known.has(seq))
  // A restore that was cut off wrote some of them already.
  const isBack = ({ key, value }: Stored): boolean => newer.quarantined.some((one) => one.key === key && one.value === value)
  const back = [...lost.map((record) => ({ key: keyOf(record.seq), value: encode(record) })), ...older.quarantined, header]
  return {
    ...newer,
    records: [...newer.records, ...lost].sort((a, b) => a.seq - b.seq),
    lastSeq: Math.max(older.lastSeq, newer.lastSeq),
    missing: newer.missing.map((missing) => [...missing, ...back]),
    quarantined: [...older.quarantined.filter((one) => !isBack(one)), ...newer.quarantined],
  }
}

/**
 * [J14] It runs in the background: what cannot be dropped now (another tab has it open) is dropped at a later launch. The first replica is
 * dropped last: it received the pointer record first, so whatever remains in between still names the new generation.
 */
function drop(older: readonly Older[], guard: Guard): void {
  const media = older.flatMap(({ replicas }) => [...replicas].reverse())
  for (const medium of media) guard('close', () => medium.close())
  dropAll(media, () => undefined)
}
