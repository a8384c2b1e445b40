import type { ActualSet } from '@holdfast/contract'
import { lifterOf, type App } from './app.ts'
import type { CheckName } from './checkNames.ts'

/** What a lifter was told is saved in a set: its numbers, and the stamp it got. */
export type Seen = { reps: number | null; kg: number | null; rpe: number | null; loggedAt: string }

/** One thing that was said to be saved, with the record it stands in. */
type Told = { seq: number; sessionId: string; sets: ReadonlyMap<string, Seen | null>; whole: boolean; notes?: string }

/** What one lifter was told on one phone. */
export type Memory = {
  told: Told[]
  sets: Map<string, Map<string, Seen | null>>
  notes: Map<string, string>
  /** Tried, and nobody said how it ended: it may be there after a restart. */
  open: { app: App; sessionId: string; setId: string; value: Seen | null | 'either' }[]
  openNotes: { app: App; sessionId: string; text: string }[]
  /** Sessions that were to be begun, ended otherwise or taken up again, and nobody said how that ended. */
  openMoves: { app: App; sessionId: string }[]
  /** Sessions whose whole log is being replaced, and nobody said how it ended. */
  replacing: Map<string, App>
  /** Sessions whose log a decision replaces at this moment. */
  free: Map<string, number>
  /** Sessions of which the lifter let something go. */
  discarded: Set<string>
  /** Sessions that were finished, as the lifter was told. */
  finished: Set<string>
  /** Whether a power cut ever took something. */
  cut: boolean
  /** What it took of each set, by its id: the server may have heard of it before. */
  taken: Map<string, (Seen | null)[]>
  lastActing: App | null
  lastToldMs: number
  version: number
}

/** Of something that is on the disk for good, whatever record it stands in: no power cut takes it. */
const COMMITTED = -1

/** A clock is put right by an answer of the server, which is off by up to the whole way of a slow request. */
const CLOCK_OFF_MS = 15_000

type Values = { weight: { value: number } | null; reps: number | null; rpe: number | null }
type Broken = (check: CheckName, words: string) => void
type WhenSaved = (saved: boolean) => void

/**
 * Remembers what the lifter was told, and nothing else: an account of its own beside the journal. What it remembers has to be on the
 * screen from then on, whatever dies.
 */
export type Witness = ReturnType<typeof createWitness>

export function createWitness(
  broken: Broken,
  looked: (check: CheckName) => void,
  nowMs: () => number,
  isFinished: (app: App, sessionId: string) => boolean,
  /** Whether another device said of a set, or of the notes, what is shown now, and this one has nothing newer to send. */
  elsewhere: {
    set(app: App, sessionId: string, setId: string, shown: ActualSet | undefined): boolean
    notes(app: App, sessionId: string, notes: string): boolean
    /** Whether it logged the set or took it back: a tap here may find it another one than it looked, and then corrects it, or only drafts it. */
    touched(app: App, sessionId: string, setId: string): boolean
  },
) {
  const memories = new Map<string, Memory>()
  const memoryOf = (lifter: string): Memory => {
    const known = memories.get(lifter)
    if (known) return known
    const memory: Memory = {
      told: [],
      sets: new Map(),
      notes: new Map(),
      open: [],
      openNotes: [],
      openMoves: [],
      replacing: new Map(),
      free: new Map(),
      discarded: new Set(),
      finished: new Set(),
      cut: false,
      taken: new Map(),
      lastActing: null,
      lastToldMs: 0,
      version: 0,
    }
    memories.set(lifter, memory)
    return memory
  }
  const of = (app: App): Memory => memoryOf(app.lifter)

  const take = (memory: Memory, told: Told): void => {
    const sets = told.whole ? new Map<string, Seen | null>() : (memory.sets.get(told.sessionId) ?? new Map<string, Seen | null>())
    for (const [setId, seen] of told.sets) sets.set(setId, seen)
    memory.sets.set(told.sessionId, sets)
    if (told.notes !== undefined) memory.notes.set(told.sessionId, told.notes)
    memory.version++
  }
  const saved = (app: App, told: Omit<Told, 'seq'>, tried: Memory['open'] = []): void => {
    const memory = of(app)
    const whole = { ...told, seq: app.lastSeq() }
    memory.told.push(whole)
    memory.lastActing = app
    memory.lastToldMs = nowMs()
    // A record was written: what was refused before it is named in it, and stays away. What was tried after it is still open.
    const at = tried[0] ? memory.open.indexOf(tried[0]) : -1
    const isSettled = (one: Memory['open'][number], index: number): boolean =>
      tried.includes(one) || (index < at && one.sessionId === told.sessionId && told.sets.has(one.setId))
    memory.open = memory.open.filter((one, index) => !isSettled(one, index))
    take(memory, whole)
  }
  const setsOf = (app: App, sessionId: string): Readonly<Record<string, ActualSet>> | undefined =>
    app.running()?.engine.logs.current().logs[sessionId]?.actualSets
  const adopt = (app: App, sessionId: string): void => {
    const sets = new Map(Object.values(setsOf(app, sessionId) ?? {}).map((set) => [set.id, seenIn(set)]))
    const notes = app.running()?.engine.logs.current().logs[sessionId]?.notes
    saved(app, { sessionId, sets, whole: true, ...(notes === undefined ? {} : { notes }) })
  }

  return {
    of,
    memories: memories as ReadonlyMap<string, Memory>,
    /** A set is about to get these numbers, or to lose its ✓. */
    setting(app: App, sessionId: string, setId: string, values: Values | null): WhenSaved {
      const tried = { app, sessionId, setId, value: values && { ...numbersOf(values), loggedAt: '' } }
      const memory = of(app)
      const isTimed = takesItsTimeNow(app, memory, sessionId, setId)
      const tapped = app.running()?.engine.deviceClock.now()
      memory.open.push(tried)
      return (isSaved) => {
        if (!isSaved) return
        looked('write, then show')
        const shown = setsOf(app, sessionId)?.[setId]
        const isTouched = elsewhere.touched(app, sessionId, setId)
        // A finish that was being written at the tap comes before it: then the set was lifted by that end.
        if (shown && isTimed && isGoingOn(app, sessionId) && !isTouched) {
          looked('a time is of the clock')
          // The server may tell its time between the tap and the disk, and the clock is put right by as much.
          if (Math.abs(Date.parse(shown.completedAt) - Date.parse(tapped ?? '')) > CLOCK_OFF_MS || tapped === undefined)
            broken('a time is of the clock', `${app.name}: set ${setId} was ticked at ${tapped} and says ${shown.completedAt}`)
        }
        const isShown = values === null ? shown === undefined : shown !== undefined && sameNumbers(seenIn(shown), tried.value!)
        if (!isShown && !(isTouched && shown === undefined))
          broken('write, then show', `${app.name}: set ${setId} was said to be saved and is not shown so`)
        saved(app, { sessionId, sets: new Map([[setId, shown && values ? seenIn(shown) : null]]), whole: false }, [tried])
      }
    },
    noting(app: App, sessionId: string, text: string): WhenSaved {
      const memory = of(app)
      const tried = { app, sessionId, text }
      memory.openNotes.push(tried)
      return (isSaved) => {
        if (!isSaved) return
        memory.openNotes = memory.openNotes.filter((one) => one !== tried)
        saved(app, { sessionId, sets: new Map(), whole: false, notes: text })
      }
    },
    finishing(app: App, sessionId: string): WhenSaved {
      const memory = of(app)
      const before = memory.openMoves.filter((one) => one.app === app)
      return (isSaved) => {
        if (!isSaved) return
        // Whatever was tried before it, here or by a process that is gone, comes before it in the journal, or was refused and stays away.
        const isBefore = (one: Memory['openMoves'][number]): boolean => before.includes(one) || !one.app.alive()
        memory.openMoves = memory.openMoves.filter((one) => one.sessionId !== sessionId || !isBefore(one))
        looked('write, then show')
        const ended = app.running()?.engine.logs.current().logs[sessionId]?.ended
        if (ended?.at !== 'finished')
          broken('write, then show', `${app.name}: the finish of ${sessionId} was said to be saved and is not shown so`)
        saved(app, { sessionId, sets: new Map(), whole: false })
        memory.finished.add(sessionId)
      }
    },
    /**
     * The session is about to be begun, skipped or taken up again: what was told of its sets stays. A finish is owed until that is saved, and
     * not from the tap on: one that was tapped before it may be saved meanwhile, as in a browser with a slow disk, and comes before it in the
     * journal. Where nobody said how it ended it may be there after the process is gone, and what is shown then says so.
     */
    moving(app: App, sessionId: string): WhenSaved {
      const memory = of(app)
      const tried = { app, sessionId }
      memory.openMoves.push(tried)
      return (isSaved) => {
        if (!isSaved) return
        memory.openMoves = memory.openMoves.filter((one) => one !== tried)
        memory.finished.delete(sessionId)
        if (of(app).sets.has(sessionId)) saved(app, { sessionId, sets: new Map(), whole: false })
        else adopt(app, sessionId)
      }
    },
    /** These sets are about to become something the screen works out: that is then what was told of them. */
    undoing(app: App, sessionId: string, setIds: readonly string[]): WhenSaved {
      const memory = of(app)
      const tried: Memory['open'] = setIds.map((setId) => ({ app, sessionId, setId, value: 'either' }))
      memory.open.push(...tried)
      return (isSaved) => {
        if (!isSaved) return
        const shown = setsOf(app, sessionId) ?? {}
        const now = new Map(setIds.map((setId) => [setId, shown[setId] ? seenIn(shown[setId]) : null]))
        saved(app, { sessionId, sets: now, whole: false }, tried)
      }
    },
    /** The whole log is about to be another one. */
    replacing(app: App, sessionId: string): WhenSaved {
      of(app).replacing.set(sessionId, app)
      return (isSaved) => {
        of(app).replacing.delete(sessionId)
        if (isSaved) adopt(app, sessionId)
      }
    },
    /** A decision replaces the log within the next moment; who was frozen may take a little longer to hear of it. */
    adopts(app: App, sessionId: string): void {
      const memory = of(app)
      memory.free.set(sessionId, nowMs() + 5_000)
      memory.lastActing = app
    },
    adopt,
    decided(app: App, sessionId: string, how: string): void {
      if (how === 'discard' || how === 'keepHere') of(app).discarded.add(sessionId)
    },
    /** The power cut took these records: nothing else may be missing. */
    lost(phone: number, accountId: string, seqs: ReadonlySet<number>): void {
      if (seqs.size === 0) return
      const memory = memoryOf(lifterOf(phone, accountId))
      memory.cut = true
      memory.finished.clear()
      for (const { seq, sets } of memory.told)
        if (seqs.has(seq)) for (const [setId, seen] of sets) memory.taken.set(setId, [...(memory.taken.get(setId) ?? []), seen])
      memory.told = memory.told.filter(({ seq }) => !seqs.has(seq))
      memory.sets.clear()
      memory.notes.clear()
      for (const told of memory.told) take(memory, told)
      memory.version++
    },
    /** After a restart: what nobody knew the end of is now there or not. Compares the rest with what is shown, and goes on from it. */
    reopened(app: App): void {
      const memory = of(app)
      compare(app, memory)
      const isOver = (one: { app: App }): boolean => !one.app.alive()
      memory.open = memory.open.filter((one) => !isOver(one))
      memory.openNotes = memory.openNotes.filter((one) => !isOver(one))
      memory.openMoves = memory.openMoves.filter((one) => !isOver(one))
      memory.version++
    },
    /** What was told is on the screen. */
    compare: (app: App): void => compare(app, of(app)),
  }

  /** Whether a set that is logged now was not logged before, nor is by another tab meanwhile, in a workout that is not over. */
  function takesItsTimeNow(app: App, { open }: Memory, sessionId: string, setId: string): boolean {
    const isBeingWritten = open.some((tried) => tried.sessionId === sessionId && tried.setId === setId)
    const isAlone = app.phone.apps().length === 1
    // A tab that was frozen may not have heard yet that it is logged.
    return isAlone && !app.catchingUp() && !isBeingWritten && !setsOf(app, sessionId)?.[setId] && isGoingOn(app, sessionId)
  }

  function isGoingOn(app: App, sessionId: string): boolean {
    const log = app.running()?.engine.logs.current().logs[sessionId]
    return log?.ended === null && log.reopened === null && !isFinished(app, sessionId)
  }

  /** It was there after all. What a launch read is committed before anything is shown. */
  function found(memory: Memory, told: Omit<Told, 'seq'>, seq = COMMITTED): void {
    const inRecord = { ...told, seq }
    memory.told.push(inRecord)
    take(memory, inRecord)
  }

  /** What died in the middle of something may have done it or not: whichever it is counts from then on. */
  function compare(app: App, memory: Memory): void {
    const running = app.running()
    if (!running) return
    const { logs } = running.engine.logs.current()
    for (const [sessionId, by] of memory.replacing) {
      if (by.alive()) continue
      memory.replacing.delete(sessionId)
      adopt(app, sessionId)
    }
    for (const [sessionId, expected] of memory.sets) {
      const freeUntil = memory.free.get(sessionId)
      if (freeUntil !== undefined && nowMs() < freeUntil) {
        adopt(app, sessionId)
        continue
      }
      const log = logs[sessionId]
      if (!log) {
        if (expected.size > 0 && !isFinished(app, sessionId))
          broken('no set goes missing', `${app.name}: the log of session ${sessionId} is gone`)
        continue
      }
      if (memory.finished.has(sessionId)) looked('a finish stays')
      const isMoved = log.ended?.at !== 'finished' && memory.openMoves.some((one) => !one.app.alive() && one.sessionId === sessionId)
      if (isMoved) memory.finished.delete(sessionId)
      if (memory.finished.has(sessionId) && log.ended?.at !== 'finished')
        broken('a finish stays', `${app.name}: ${sessionId} was finished and is ${log.ended?.at ?? 'in progress'}`)
      for (const [setId, seen] of expected) {
        looked(seen === null ? 'nothing taken back returns' : 'no set goes missing')
        const shown = log.actualSets[setId]
        if (isSeen(shown, seen)) continue
        const was = memory.open.find(
          (one) => !one.app.alive() && one.sessionId === sessionId && one.setId === setId && isTried(one.value, shown),
        )
        if (was) {
          memory.open = memory.open.filter((one) => one !== was)
          found(memory, { sessionId, sets: new Map([[setId, shown ? seenIn(shown) : null]]), whole: false })
          continue
        }
        if (elsewhere.set(app, sessionId, setId, shown)) {
          found(memory, { sessionId, sets: new Map([[setId, shown ? seenIn(shown) : null]]), whole: false }, app.lastSeq())
          continue
        }
        const words = `${app.name}: set ${setId} was told ${wordsOf(seen)} and shows ${wordsOf(shown ? seenIn(shown) : null)}`
        broken(seen === null ? 'nothing taken back returns' : 'no set goes missing', words)
      }
      const notes = memory.notes.get(sessionId)
      if (notes !== undefined) looked('no note goes missing')
      if (notes === undefined || log.notes === notes) continue
      if (memory.openNotes.some((one) => !one.app.alive() && one.text === log.notes))
        found(memory, { sessionId, sets: new Map(), whole: false, notes: log.notes })
      else if (elsewhere.notes(app, sessionId, log.notes))
        found(memory, { sessionId, sets: new Map(), whole: false, notes: log.notes }, app.lastSeq())
      else broken('no note goes missing', `${app.name}: the note of ${sessionId} was “${notes}” and is “${log.notes}”`)
    }
  }
}

const isTried = (value: Seen | null | 'either', shown: ActualSet | undefined): boolean =>
  value === 'either' || (value === null ? shown === undefined : shown !== undefined && sameNumbers(seenIn(shown), value))
export const seenIn = (set: ActualSet): Seen => ({ ...numbersOf(set), loggedAt: set.logged_at })
const numbersOf = ({ reps, weight, rpe }: Values) => ({ reps, kg: weight?.value ?? null, rpe })
const sameNumbers = (a: Seen, b: Seen): boolean => a.reps === b.reps && a.kg === b.kg && a.rpe === b.rpe
const isSeen = (shown: ActualSet | undefined, seen: Seen | null): boolean =>
  seen === null ? shown === undefined : shown?.logged_at === seen.loggedAt && sameNumbers(seenIn(shown), seen)
const wordsOf = (seen: Seen | null): string => (seen ? `${seen.reps} × ${seen.kg} kg` : 'nothing')
