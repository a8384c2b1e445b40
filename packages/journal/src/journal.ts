import { copyInto } from './compact.ts'
import type { Medium, Place, Stored } from './medium.ts'
import type { Cancel, Clock, Neighbours } from './ports.ts'
import { encode, keyOf, type Entry, type JournalRecord } from './record.ts'
import { commitAll, openAll, writeAll } from './sides.ts'
import { inTurn } from './steps.ts'
import { unite } from './union.ts'

/**
 * How an append ended. Not saved means nothing changed, and nothing may look saved. `failed`: the entry could not be made or written down;
 * storage was not asked.
 */
export type Saved = { saved: true; record: JournalRecord } | { saved: false; why: 'full' | 'unavailable' | 'failed'; detail: string }

/** What opening found. `healed` counts records written back to a poorer side; `setAside` are values it could not read, whole. */
export type OpenReport = { records: number; healed: number; setAside: readonly Stored[] }

/** How a compaction ended. When it did not, the journal goes on as it was. */
export type Compacted = { compacted: true; dropped: number } | { compacted: false; why: string }

export type Journal = {
  /** Every record, in order. */
  readonly records: readonly JournalRecord[]
  readonly report: OpenReport
  /** Counts up with each compaction. */
  readonly generation: number
  /**
   * [J1] [J2] Writes one record to every side, then tells the listeners, then `whenDurable`. [J17] An entry that says what came
   * before is given as a function: it is made when its turn comes, and again when a neighbour was faster. [J18] What only settles something lets everything else go first.
   */
  append(entry: Entry | (() => Entry), whenDurable?: (saved: Saved) => void): void
  /** [J3] Hears every record once, in order, from this process and its neighbours. */
  subscribe(listener: (record: JournalRecord) => void): Cancel
  /** [J8] Asks the media to survive a power cut with what is appended so far. */
  commit(whenDone?: () => void): void
  /** [J13] Moves what is live into a new generation: copy, verify, and only then the pointer. The old one is dropped a launch later. */
  compact(isLive: (record: JournalRecord) => boolean, done?: (answer: Compacted) => void): void
  close(): void
}

export type Found = {
  generation: number
  sides: readonly [Medium, ...Medium[]]
  records: JournalRecord[]
  lastSeq: number
  report: OpenReport
}

/** How long after a failed look at what neighbours wrote the next one comes. */
const LOOK_AGAIN_MS = 1_000

/** The journal at work. Everything that writes goes through one queue, one at a time: that is what makes one total order. */
export function runJournal(options: { place: Place; clock: Clock; neighbours?: Neighbours }, found: Found): Journal {
  const { place, clock, neighbours } = options
  const { report } = found
  const listeners = new Set<(record: JournalRecord) => void>()
  const queue: (() => void)[] = []
  /** What nobody waits for: it goes when nothing else is to be written. */
  const afterwards: (() => void)[] = []
  let { generation, sides, records, lastSeq } = found
  let heardSeq = records.at(-1)?.seq ?? 0
  let abandoned: number[] = []
  let busy = false
  let loops = 0

  const deliver = (record: JournalRecord): void => {
    records.push(record)
    heardSeq = record.seq
    for (const listener of listeners) listener(record)
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
  // On media that complete at once, an append made inside `tell` is durable before it returns: `busy` is off by then. The
  // loop that started the task goes on with the queue; only a late completion has to start a new one.
  const finish = (tell: () => void): void => {
    busy = false
    tell()
    if (loops === 0) pump()
  }
  const inQueue = (task: () => void, line = queue): void => {
    line.push(task)
    pump()
  }

  const write = (entry: Entry | (() => Entry), whenDurable: (saved: Saved) => void): void => {
    let record: JournalRecord
    let value: string
    try {
      record = { seq: lastSeq + 1, at: clock.wallMs(), ...(typeof entry === 'function' ? entry() : entry) }
      value = encode(record, abandoned.length > 0 ? { abandoned } : {})
    } catch (error) {
      return finish(() => whenDurable({ saved: false, why: 'failed', detail: String(error) }))
    }
    lastSeq = record.seq
    writeAll(sides, { key: keyOf(record.seq), value }, (answer) => {
      if (answer.ok) {
        abandoned = []
        deliver(record)
        neighbours?.announce()
        return finish(() => whenDurable({ saved: true, record }))
      }
      if (answer.why === 'taken') {
        return readTail((failure) => {
          if (failure === null) return write(entry, whenDurable)
          finish(() => whenDurable({ saved: false, why: 'unavailable', detail: failure }))
        })
      }
      // One side holds it already. Naming it in the next record keeps it from coming back after a restart.
      if (answer.partly) abandoned = [...abandoned, record.seq]
      else unusedFrom(record.seq)
      const { why, detail } = answer
      finish(() => whenDurable({ saved: false, why, detail }))
    })
  }

  /** Takes in what other processes wrote since, and follows them into the next generation. Only while nothing of ours is under way. */
  const readTail = (done: (failure: string | null) => void): void => {
    sides[0].read(keyOf(heardSeq), (reading) => {
      if (!reading.ok) return done(reading.why)
      const tail = unite([reading.stored])
      lastSeq = Math.max(lastSeq, tail.lastSeq)
      for (const record of tail.records) if (record.seq > heardSeq) deliver(record)
      if (tail.movedTo === null) return done(null)
      const next = place.sides(tail.movedTo)
      const to = tail.movedTo
      openAll(next, (opening) => {
        if (!opening.ok) return done(opening.why)
        enter(to, next)
        readTail(done)
      })
    })
  }

  const enter = (to: number, next: readonly [Medium, ...Medium[]]): void => {
    for (const medium of sides) medium.close()
    generation = to
    sides = next
    unusedFrom(heardSeq + 1)
  }
  /** With neighbours no number is skipped: a key that is taken is all that tells of what a neighbour wrote, or moved on to, meanwhile. */
  const unusedFrom = (seq: number): void => {
    if (neighbours) lastSeq = seq - 1
  }

  const compact = (isLive: (record: JournalRecord) => boolean, done: (answer: Compacted) => void): void => {
    const to = generation + 1
    // What an interrupted copy left is thrown away, so that what died since does not come back with it. With neighbours it
    // stays: one of them may live there already.
    const leftover = neighbours ? [] : place.sides(to)
    inTurn(
      leftover,
      (medium, next) => medium.drop(() => next()),
      () => move(to, isLive, done),
    )
  }

  const move = (to: number, isLive: (record: JournalRecord) => boolean, done: (answer: Compacted) => void): void => {
    const next = place.sides(to)
    // The last record always stays: it keeps the sequence, and the latest stamp, from going back.
    const live = records.filter((record, index) => index === records.length - 1 || isLive(record))
    const stay = (why: string): void => {
      for (const medium of next) medium.close()
      finish(() => done({ compacted: false, why }))
    }
    copyInto(next, live, report.setAside, (failure) => {
      if (failure !== null) return stay(failure)
      const pointer: JournalRecord = { seq: ++lastSeq, at: clock.wallMs() }
      writeAll(sides, { key: keyOf(pointer.seq), value: encode(pointer, { movedTo: to }) }, (answer) => {
        // A pointer that one side holds is a pointer: the next open would follow it, so this process does too.
        if (answer.ok || answer.partly) {
          const dropped = records.length - live.length
          // A power cut must not take the pointer back once something stands only behind it.
          return commitAll(sides, () => {
            records = live
            abandoned = []
            enter(to, next)
            neighbours?.announce()
            finish(() => done({ compacted: true, dropped }))
          })
        }
        if (answer.why !== 'taken') {
          unusedFrom(pointer.seq)
          return stay(answer.detail)
        }
        // A neighbour appended meanwhile: take it in and copy again; what is copied already is found there.
        readTail((reading) => {
          for (const medium of next) medium.close()
          if (reading !== null) return finish(() => done({ compacted: false, why: reading }))
          if (generation >= to) return finish(() => done({ compacted: false, why: 'a neighbour compacted first' }))
          compact(isLive, done)
        })
      })
    })
  }

  let cancelLook: Cancel = () => {}
  /** What a neighbour wrote is shown and sent here too, also when it cannot be read at the first try. */
  const look = (): void =>
    inQueue(() =>
      readTail((failure) =>
        finish(() => {
          if (failure !== null) cancelLook = clock.after(LOOK_AGAIN_MS, look)
        }),
      ),
    )
  const stopListening = neighbours?.onAnnounced(look)
  // What a neighbour wrote after this one read, and before it listened.
  if (neighbours) look()

  return {
    get records() {
      return records
    },
    get generation() {
      return generation
    },
    report,
    append(entry, whenDurable = () => {}) {
      const isVerdict = typeof entry !== 'function' && entry.event === undefined && entry.enqueue === undefined
      inQueue(() => write(entry, whenDurable), isVerdict ? afterwards : queue)
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    commit: (whenDone = () => {}) => commitAll(sides, whenDone),
    compact: (isLive, done = () => {}) => inQueue(() => compact(isLive, done)),
    close() {
      stopListening?.()
      cancelLook()
      for (const medium of sides) medium.close()
    },
  }
}
