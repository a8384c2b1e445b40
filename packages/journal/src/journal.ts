import { copyInto } from './compact.ts'
import { createGuard, createReport, type Report } from './guard.ts'
import type { Medium, JournalLocation, Stored } from './medium.ts'
import type { Cancel, Clock, Tabs } from './ports.ts'
import { decode, encode, keyOf, type Entry, type JournalRecord } from './record.ts'
import { commitAll, dropAll, openAll, readOne, writeAll } from './replicas.ts'
import { unite } from './union.ts'

/**
 * How an append ended. When it was not saved, nothing changed [J4], and a screen must not show it as saved. `full`: a medium has no space.
 * `unavailable`: a medium cannot be written or threw, or the records of another tab cannot be read. `failed` [J17]: the entry could not be
 * made, or cannot be written as JSON; no medium was asked. `detail` is for a log.
 */
export type Saved = { saved: true; record: JournalRecord } | { saved: false; why: 'full' | 'unavailable' | 'failed'; detail: string }

/**
 * What opening found: the number of `records`; `repaired`, the number of copies that were repaired (0 when a full disk postponed it) [J6];
 * and `quarantined`, the unreadable values, whole [J12]. `quarantined` grows when another process writes such a value later.
 */
export type OpenReport = { records: number; repaired: number; quarantined: readonly Stored[] }

/** How a compaction ended. `dropped` counts the records that were not copied. If it failed, the journal goes on without it. */
export type Compacted = { compacted: true; dropped: number } | { compacted: false; why: string }

/**
 * An open journal of one process. No method returns a promise or throws: results come in callbacks, at once where the media complete at
 * once. The rules are in SPEC.md.
 */
export type Journal = {
  /** Every record, in the order of `seq`. The array grows in place; a compaction replaces it. */
  readonly records: readonly JournalRecord[]
  /** What opening found, with what was quarantined since. */
  readonly report: OpenReport
  /** The number of the generation; it rises with each compaction. */
  readonly generation: number
  /**
   * [J1] [J2] Writes one record to every replica, then calls the listeners, then `whenDurable`. [J17] An entry that depends on earlier
   * records is given as a function: it is called in its turn, and again when another tab wrote first. [J18] An entry that only settles
   * operations waits for all others. [J20] Listeners receive a copy, read back from the written text.
   */
  append(entry: Entry | (() => Entry), whenDurable?: (saved: Saved) => void): void
  /** [J3] Calls `listener` once for every later record, in order, of this process and of other tabs. Call the answer to stop. */
  subscribe(listener: (record: JournalRecord) => void): Cancel
  /**
   * [J10] Reads what other processes wrote until now, and calls `done` when all of it was delivered. A read that fails is tried again each
   * second.
   */
  catchUp(done: () => void): void
  /** [J8] Asks every medium to make what was appended so far survive a power cut; `whenDone` is called when all have answered. */
  commit(whenDone?: () => void): void
  /**
   * [J13] [J15] Copies every record for which `isLive` answers true, and the last one, into a new generation, and goes on there. The next
   * process that opens the journal drops the old generation [J14]. If `isLive` throws, nothing changes [J19].
   */
  compact(isLive: (record: JournalRecord) => boolean, done?: (answer: Compacted) => void): void
  /** Closes the media and stops following other tabs. It does not wait for appends under way. A closed journal must not be used. */
  close(): void
}

/** What opening hands to the running journal: the current generation, its replicas and what they hold. */
export type Found = {
  generation: number
  replicas: readonly [Medium, ...Medium[]]
  records: JournalRecord[]
  lastSeq: number
  report: OpenReport
}

/** [J10] How many ms after a failed read of what other tabs wrote the next one starts. */
const LOOK_AGAIN_MS = 1_000

/**
 * Runs the journal that opening `found`. Everything that writes goes through one queue, one at a time: this makes the one total order [J3].
 */
export function runJournal(options: { location: JournalLocation; clock: Clock; tabs?: Tabs; report?: Report }, found: Found): Journal {
  const { location, clock, tabs } = options
  // [J19] Listeners, callbacks and ports are called through this only: they may throw.
  const guard = createGuard(createReport(options.report))
  const listeners = new Set<(record: JournalRecord) => void>()
  const queue: (() => void)[] = []
  /** [J18] Entries that only settle operations: written when the queue is empty. */
  const afterwards: (() => void)[] = []
  let { generation, replicas, records, lastSeq, report } = found
  let heardSeq = records.at(-1)?.seq ?? 0
  let abandoned: number[] = []
  let busy = false
  let loops = 0

  const deliver = (record: JournalRecord): void => {
    records.push(record)
    heardSeq = record.seq
    for (const listener of listeners) guard('a listener of the journal', () => listener(record))
  }

  const pump = (): void => {
    loops++
    while (!busy) {
      const task = queue.shift() ?? afterwards.shift()
      if (!task) break
      busy = true
      task()
    }
    loops--
  }
  // [J2] On media that complete at once, an append made inside `tell` is durable before it returns: `busy` is off by then. The
  // loop that started the task goes on with the queue; only a later completion has to start a new loop.
  const finish = (tell: () => void): void => {
    busy = false
    tell()
    if (loops === 0) pump()
  }
  const inQueue = (task: () => void, line = queue): void => {
    line.push(task)
    pump()
  }

  const announce = (): void => guard('announce', () => tabs?.announce())

  const write = (entry: Entry | (() => Entry), whenDurable: (saved: Saved) => void): void => {
    const end = (saved: Saved): void => finish(() => guard('whenDurable', () => whenDurable(saved)))
    const seq = lastSeq + 1
    let value: string
    let record: JournalRecord
    try {
      const { event, enqueue, settle } = typeof entry === 'function' ? entry() : entry
      value = encode({ seq, at: clock.wallMs(), event, enqueue, settle }, abandoned.length > 0 ? { abandoned } : {})
      record = written(seq, value)
    } catch (error) {
      return end({ saved: false, why: 'failed', detail: String(error) })
    }
    lastSeq = seq
    writeAll(replicas, { key: keyOf(seq), value }, (answer) => {
      if (answer.ok) {
        abandoned = []
        deliver(record)
        announce()
        return end({ saved: true, record })
      }
      if (answer.why === 'taken') {
        // [J11] While the record under that key cannot be read, no later number is used. Otherwise that record would never be delivered
        // here, or this one would follow a pointer record, where no process reads it.
        unusedFrom(seq)
        return readTail((failure) => {
          if (failure === null) return write(entry, whenDurable)
          end({ saved: false, why: 'unavailable', detail: failure })
        })
      }
      // [J4] A replica holds it already. The next record names its number, so that a restart does not bring it back.
      if (answer.partly) abandoned = [...abandoned, seq]
      else unusedFrom(seq)
      const { why, detail } = answer
      end({ saved: false, why, detail })
    })
  }

  /**
   * Delivers what other processes wrote since, and follows them into the next generation. Called only while this process writes nothing.
   */
  const readTail = (done: (failure: string | null) => void): void => {
    readOne(replicas[0], keyOf(heardSeq), (reading) => {
      if (!reading.ok) return done(reading.why)
      const tail = unite([reading.stored])
      quarantine(tail.quarantined)
      lastSeq = Math.max(lastSeq, tail.lastSeq)
      for (const record of tail.records) if (record.seq > heardSeq) deliver(record)
      if (tail.movedTo === null) return done(null)
      const to = tail.movedTo
      // [J11] Until the new generation is open, the next number is that of the pointer record: no process reads a record that follows a
      // pointer.
      unusedFrom(heardSeq + 1)
      const next = replicasOf(to)
      if (!next) return done(`generation ${to} cannot be reached`)
      openAll(next, (opening) => {
        if (!opening.ok) return done(opening.why)
        enter(to, next)
        readTail(done)
      })
    })
  }

  /** [J12] What a later version wrote since opening is quarantined too: a compaction copies it. */
  const quarantine = (found: readonly Stored[]): void => {
    const known = new Set(report.quarantined.map(({ key, value }) => key + value))
    const added = found.filter(({ key, value }) => !known.has(key + value))
    if (added.length > 0) report = { ...report, quarantined: [...report.quarantined, ...added] }
  }
  const replicasOf = (to: number): readonly [Medium, ...Medium[]] | undefined => guard('replicas', () => location.replicas(to))
  const closeAll = (media: readonly Medium[]): void => media.forEach((medium) => guard('close', () => medium.close()))

  const enter = (to: number, next: readonly [Medium, ...Medium[]]): void => {
    closeAll(replicas)
    generation = to
    replicas = next
    unusedFrom(heardSeq + 1)
  }
  /** [J11] With other tabs no number is skipped: only a taken key shows that a tab wrote a record, or started a generation, meanwhile. */
  const unusedFrom = (seq: number): void => {
    if (tabs) lastSeq = seq - 1
  }

  const compact = (isLive: (record: JournalRecord) => boolean, done: (answer: Compacted) => void): void => {
    const to = generation + 1
    // What an interrupted copy left is deleted, so that records which are no longer live do not come back with it. With other tabs it
    // is kept: one of them may use that generation already.
    dropAll(tabs ? [] : (replicasOf(to) ?? []), () => move(to, isLive, done))
  }

  const move = (to: number, isLive: (record: JournalRecord) => boolean, done: (answer: Compacted) => void): void => {
    const end = (answer: Compacted): void => finish(() => guard('a compaction’s callback', () => done(answer)))
    // [J15] The last record is always copied, so that neither the sequence nor the latest stamp goes back.
    const live = guard('isLive', () => records.filter((record, index) => index === records.length - 1 || isLive(record)))
    if (!live) return end({ compacted: false, why: 'what is live could not be told' })
    const next = replicasOf(to)
    if (!next) return end({ compacted: false, why: `generation ${to} cannot be reached` })
    const stay = (why: string): void => {
      closeAll(next)
      end({ compacted: false, why })
    }
    copyInto(next, live, report.quarantined, (failure) => {
      if (failure !== null) return stay(failure)
      const pointer: JournalRecord = { seq: ++lastSeq, at: clock.wallMs() }
      writeAll(replicas, { key: keyOf(pointer.seq), value: encode(pointer, { movedTo: to }) }, (answer) => {
        // A pointer record on one replica counts: the next process that opens would follow it, so this one does too.
        if (answer.ok || answer.partly) {
          const dropped = records.length - live.length
          // A power cut must not take the pointer record back once a record exists only in the new generation.
          return commitAll(replicas, () => {
            records = live
            abandoned = []
            enter(to, next)
            announce()
            end({ compacted: true, dropped })
          })
        }
        unusedFrom(pointer.seq)
        if (answer.why !== 'taken') return stay(answer.detail)
        // Another tab appended meanwhile: deliver its records and copy again. What was copied already is found there.
        readTail((reading) => {
          if (reading !== null) return stay(reading)
          if (generation >= to) return stay('another tab compacted first')
          closeAll(next)
          compact(isLive, done)
        })
      })
    })
  }

  let cancelLook: Cancel = () => {}
  /** Callbacks of `catchUp`: each waits until everything that was written before its call is delivered. */
  let waiting: (() => void)[] = []
  /** [J10] Reads and delivers what other tabs wrote; tries again when that fails. */
  const look = (): void =>
    inQueue(() => {
      // A read that has begun may miss what was written before a later call of `catchUp`: that call waits for the next read.
      const served = waiting
      waiting = []
      readTail((failure) =>
        finish(() => {
          if (failure === null) return served.forEach((done) => guard('catchUp', done))
          waiting = [...served, ...waiting]
          cancelLook()
          cancelLook = clock.after(LOOK_AGAIN_MS, look)
        }),
      )
    })
  const stopListening = guard('onAnnounced', () => tabs?.onAnnounced(look))
  // What another tab wrote after this one opened its media, and before it listened.
  if (tabs) look()

  return {
    get records() {
      return records
    },
    get generation() {
      return generation
    },
    get report() {
      return report
    },
    append(entry, whenDurable = () => {}) {
      const isVerdict = typeof entry !== 'function' && entry.event === undefined && entry.enqueue === undefined
      inQueue(() => write(entry, whenDurable), isVerdict ? afterwards : queue)
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    catchUp(done) {
      waiting.push(done)
      look()
    },
    commit: (whenDone = () => {}) => commitAll(replicas, () => guard('a commit’s callback', whenDone)),
    compact: (isLive, done = () => {}) => inQueue(() => compact(isLive, done)),
    close() {
      guard('onAnnounced', () => stopListening?.())
      cancelLook()
      closeAll(replicas)
    },
  }
}

/**
 * [J20] The record as a restart reads it: it shares nothing with the entry, which the caller may still change. Throws when it cannot be
 * read back.
 */
function written(seq: number, value: string): JournalRecord {
  const decoded = decode(seq, value, true)
  if (decoded.kind !== 'record') throw new Error(`record ${seq} could not be read back`)
  return decoded.record
}
