import type { Medium, Stored, Writing } from './medium.ts'
import type { Cancel, Clock, Neighbours } from './ports.ts'
import { decode, encode, keyOf, type Entry, type JournalRecord } from './record.ts'
import { unite } from './union.ts'

/** How an append ended. Not saved means nothing changed, and nothing may look saved. */
export type Saved = { saved: true; record: JournalRecord } | { saved: false; why: 'full' | 'unavailable'; detail: string }

/** What opening found. `healed` counts records written back to a poorer side. */
export type OpenReport = { records: number; healed: number; setAside: readonly Stored[] }

export type Journal = {
  /** Every record, in order. Grows with each append; the array is the journal's own. */
  readonly records: readonly JournalRecord[]
  readonly report: OpenReport
  /** [J1] [J2] Writes one record to every medium, then tells the listeners, then `whenDurable`. */
  append(entry: Entry, whenDurable?: (saved: Saved) => void): void
  /** [J3] Hears every record once, in order, from this process and its neighbours. */
  subscribe(listener: (record: JournalRecord) => void): Cancel
  /** [J8] Asks the media to survive a power cut with what is appended so far. */
  commit(whenDone?: () => void): void
  close(): void
}

export type OpenJournal = { open: true; journal: Journal } | { open: false; why: string }

export type JournalOptions = {
  /** Written in this order, read together. The first one decides a race between processes. */
  media: readonly [Medium, ...Medium[]]
  clock: Clock
  /** Whether this journal is known to have been opened before: then finding nothing is a fault, not an empty history. */
  expectHistory: boolean
  neighbours?: Neighbours
}

/** Opens the media, joins what they hold and heals the poorer side. Calls back at once when the media do. */
export function openJournal(options: JournalOptions, done: (answer: OpenJournal) => void): void {
  const { media } = options
  const sides: (Stored[] | 'fresh')[] = []
  const next = (index: number): void => {
    const medium = media[index]
    if (!medium) return joined()
    medium.open((opening) => {
      if (opening.state === 'unavailable') return done({ open: false, why: `${medium.name}: ${opening.why}` })
      sides.push(opening.state === 'fresh' ? 'fresh' : opening.stored)
      next(index + 1)
    })
  }
  const joined = (): void => {
    if (options.expectHistory && sides.every((side) => side === 'fresh')) {
      return done({ open: false, why: 'a history was here before and nothing of it is found now' })
    }
    const union = unite(sides.map((side) => (side === 'fresh' ? [] : side)))
    heal(media, union.missing, (answer) => {
      if (!answer.ok) return done({ open: false, why: answer.detail })
      const report = { records: union.records.length, healed: union.missing.flat().length, setAside: union.setAside }
      const journal = runJournal(options, union.records, union.lastSeq, report)
      // Whatever is acted on from here was read from memory that a power cut could still take back.
      journal.commit(() => done({ open: true, journal }))
    })
  }
  next(0)
}

function heal(media: readonly Medium[], missing: readonly Stored[][], done: (answer: Writing) => void): void {
  const work = media.flatMap((medium, index) => missing[index]!.map((stored) => ({ medium, stored })))
  const next = (at: number): void => {
    const step = work[at]
    if (!step) return done({ ok: true })
    step.medium.append(step.stored.key, step.stored.value, (answer) => {
      // Taken means a neighbour healed it first.
      if (!answer.ok && answer.why !== 'taken') return done(answer)
      next(at + 1)
    })
  }
  next(0)
}

type Waiting = { entry: Entry; whenDurable: (saved: Saved) => void }

function runJournal(options: JournalOptions, records: JournalRecord[], readUpTo: number, report: OpenReport): Journal {
  const { media, clock, neighbours } = options
  const listeners = new Set<(record: JournalRecord) => void>()
  const queue: Waiting[] = []
  let lastSeq = readUpTo
  let abandoned: number[] = []
  let busy = false
  let loops = 0

  const deliver = (record: JournalRecord): void => {
    records.push(record)
    for (const listener of listeners) listener(record)
  }

  const pump = (): void => {
    loops++
    while (!busy) {
      const waiting = queue.shift()
      if (!waiting) break
      busy = true
      write(waiting)
    }
    loops--
  }
  // On a medium that completes at once, an append made inside `tell` is durable before it returns: `busy` is off by
  // then. The loop that started the write goes on with the queue; only a late completion has to start a new one.
  const finish = (tell: () => void): void => {
    busy = false
    tell()
    if (loops === 0) pump()
  }

  const write = (waiting: Waiting): void => {
    const record: JournalRecord = { seq: ++lastSeq, at: clock.wallMs(), ...waiting.entry }
    const tried = abandoned
    writeAll(media, keyOf(record.seq), encode(record, tried), (answer) => {
      if (answer.ok) {
        abandoned = []
        deliver(record)
        neighbours?.announce()
        return finish(() => waiting.whenDurable({ saved: true, record }))
      }
      if (answer.why === 'taken') {
        return readTail((reading) => {
          if (reading.ok) return write(waiting)
          finish(() => waiting.whenDurable({ saved: false, why: 'unavailable', detail: reading.why }))
        })
      }
      // One side holds it already. Naming it in the next record keeps it from coming back after a restart.
      if (answer.partly) abandoned = [...tried, record.seq]
      const { why, detail } = answer
      finish(() => waiting.whenDurable({ saved: false, why, detail }))
    })
  }

  /** Takes in what other processes wrote since. Only called while no append of ours is under way. */
  const readTail = (done: (reading: { ok: true } | { ok: false; why: string }) => void): void => {
    media[0].read(keyOf(records.at(-1)?.seq ?? 0), (reading) => {
      if (!reading.ok) return done(reading)
      const tail = unite([reading.stored])
      lastSeq = Math.max(lastSeq, tail.lastSeq)
      for (const record of tail.records) if (record.seq > (records.at(-1)?.seq ?? 0)) deliver(record)
      done({ ok: true })
    })
  }

  const stopListening = neighbours?.onAnnounced(() => {
    if (busy) return
    busy = true
    readTail(() => finish(() => {}))
  })

  return {
    records,
    report,
    append(entry, whenDurable = () => {}) {
      queue.push({ entry, whenDurable })
      pump()
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    commit(whenDone = () => {}) {
      const next = (index: number): void => {
        const medium = media[index]
        if (medium) medium.commit(() => next(index + 1))
        else whenDone()
      }
      next(0)
    },
    close() {
      stopListening?.()
      for (const medium of media) medium.close()
    },
  }
}

type WritingAll = { ok: true } | { ok: false; why: 'taken' | 'full' | 'unavailable'; detail: string; partly: boolean }

/** Writes one record to every medium in turn and stops at the first failure; `partly` says that one before it holds it. */
function writeAll(media: readonly Medium[], key: string, value: string, done: (answer: WritingAll) => void): void {
  const next = (index: number): void => {
    const medium = media[index]
    if (!medium) return done({ ok: true })
    medium.append(key, value, (answer) => {
      if (answer.ok) return next(index + 1)
      // Only the first medium decides a race; a key taken on a later one is that medium's fault.
      done({ ...answer, why: index > 0 && answer.why === 'taken' ? 'unavailable' : answer.why, partly: index > 0 })
    })
  }
  next(0)
}
