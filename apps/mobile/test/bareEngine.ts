import { QueryClient } from '@tanstack/react-query'
import { createGuard, openJournal, type Journal } from '@holdfast/journal'
import { memoryLocation, virtualClock, type Fault, type VirtualClock } from '@holdfast/journal/testing'
import { createOutbox, type Answer, type Intent, type Operation } from '@holdfast/outbox'
import { isoOf, type ActualSet, type Session } from '@holdfast/contract'
import { createDeviceClock } from '../sync/device/deviceClock.ts'
import { releaseAnswered } from '../sync/engine/answeredAttention.ts'
import { followActivity } from '../sync/engine/activity.ts'
import type { Engine } from '../sync/engine/engine.ts'
import type { LifterEvent } from '../sync/session/lifterEvent.ts'
import { followLogs } from '../sync/session/logs.ts'
import { createRestTimer } from '../sync/session/rest.ts'
import { complete, putSet, skip } from '../sync/session/operations.ts'
import type { SessionLog } from '../sync/session/sessionLog.ts'
import { programmeKey, type Programme } from '../sync/server/programme.ts'
import { minute, setOf } from './logParts.ts'
import { newSession } from './server.ts'

/** The journal, the outbox and what follows them, without an app around: every change is there when the call returns. */
export type Bare = {
  engine: Engine
  journal: Journal
  clock: VirtualClock
  /** How often the media were asked to commit. */
  commits: number
  /** Writes an event and enqueues an operation. */
  write(event: object, intent?: Intent | null): void
  /** Sends what waits now, and answers it so. Without that nobody answers. */
  send(answer: (operation: Operation) => Answer): void
  /** The server's copy of a session, as it was pulled last. */
  told(session: Session): void
  /** What the last records of the journal hold. */
  lastEvents(count: number): unknown[]
}

export const ACCOUNT = 'account'
const noRuns: ReturnType<Engine['backgroundRuns']> = []

/** `fault` is what a write meets; `later` is where one that ends later goes, as in a browser. */
export function bareEngine({ fault, later }: { fault?: () => Fault | null; later?: (complete: () => void) => void } = {}): Bare {
  const clock = virtualClock()
  const guard = createGuard((error) => {
    throw error
  })
  let journal!: Journal
  openJournal(
    {
      location: memoryLocation({ disks: new Map(), ...(fault ? { fault } : {}), ...(later ? { later } : {}) }),
      clock,
      expectHistory: false,
    },
    (answer) => {
      if (!answer.open) throw new Error(answer.why)
      journal = answer.journal
    },
  )
  let answers: (operation: Operation) => Answer = unanswered
  let ids = 0
  const newId = (): string => `0198c0de-0000-4000-8000-${String(++ids).padStart(12, '0')}`
  const outbox = createOutbox({
    journal,
    clock,
    random: { id: newId, unit: () => 0.5 },
    auth: { refresh: (done) => done('refused') },
    send(operations, done) {
      done(operations.map((operation) => answers(operation)))
      return () => {}
    },
  })
  releaseAnswered(journal, outbox)
  const queries = new QueryClient()
  const deviceClock = createDeviceClock(clock)
  const record: Engine['record'] = (event, intent, whenSaved) => outbox.enqueueInTurn(() => ({ intent, event }), whenSaved)
  const engine = {
    account: { id: ACCOUNT },
    guard,
    outbox,
    logs: followLogs(journal, guard),
    activity: followActivity(journal, guard),
    deviceClock,
    queries,
    newId,
    wallMs: () => clock.wallMs(),
    rests: createRestTimer(clock, { nowMs: () => clock.monoMs(), stop() {} }),
    restAlerts: { failed: () => false, stop() {} },
    backgroundRuns: () => noRuns,
    record,
    say(make, whenSaved) {
      const doneAtMs = deviceClock.nowMs()
      const doneAt = isoOf(doneAtMs)
      outbox.enqueueInTurn(() => make(deviceClock.loggedAt(doneAtMs), doneAt), whenSaved)
    },
    decide: (event, settlement) => journal.append(settlement ? { event, settle: settlement } : { event }),
    commit: () => void self.commits++,
  } satisfies Partial<Omit<Engine, 'account'>> & { account: { id: string } } as unknown as Engine
  const self: Bare = {
    engine,
    journal,
    clock,
    commits: 0,
    write: (event, intent = null) => record(event as LifterEvent, intent),
    send(answer) {
      answers = answer
      outbox.wake()
      outbox.drain()
      answers = unanswered
    },
    told(session) {
      const before = queries.getQueryData<Programme>(programmeKey(ACCOUNT))
      const sessions = { ...before?.sessions, [session.id]: session }
      queries.setQueryData<Programme>(programmeKey(ACCOUNT), { cursor: session.version, sessions, pulledAt: 0 })
    },
    lastEvents: (count) => journal.records.slice(-count).map(({ event }) => event),
  }
  return self
}

const unanswered = (): Answer => ({ kind: 'unanswered', why: 'network' })

export const rejection = (code = 'validation_failed'): Answer => ({ kind: 'rejected', refusal: { code, status: 422, detail: 'too many' } })
export const confirmed = (receipt: object = { version: 1, outcome: 'applied' }): Answer => ({ kind: 'applied', result: null, receipt })

/** A session that was begun here, with what is said about it most. */
export function begunIn(bare: Bare, session: Session = newSession()) {
  const sessionId = session.id
  bare.write({ kind: 'sessionStarted', sessionId, session, startedAt: minute(0) })
  const ids = session.plan.flatMap(({ sets }) => sets.map(({ id }) => id))
  const set = (at: number, more: Partial<ActualSet> = {}): ActualSet =>
    setOf(ids[at]!, { exerciseId: session.plan[at >> 1]!.exerciseId, setOrder: at, ...more })
  const log = (): SessionLog => bare.engine.logs.current().logs[sessionId]!
  return {
    session,
    sessionId,
    ids,
    set,
    log,
    /** A ✓, and its operation. */
    tick(at: number, more: Partial<ActualSet> = {}): void {
      bare.write({ kind: 'setCompleted', sessionId, set: set(at, more) }, putSet(log(), set(at, more)))
    },
    /** Finished without further ado: as the screen does it, see finishSession.ts. */
    finish(atMinute = 60): void {
      const [completedAt, logged_at] = [minute(atMinute), minute(atMinute + 1)]
      const intent = complete(log(), 1, completedAt, logged_at)
      bare.write({ kind: 'sessionFinished', sessionId, completedAt, logged_at }, intent)
    },
    skip(reason: string | null = null): void {
      bare.write({ kind: 'sessionSkipped', sessionId, reason, logged_at: minute(5) }, skip(sessionId, reason, minute(5)))
    },
  }
}

/** What waits to be sent, and what was rejected: the last part of each path. */
export function queueOf({ engine }: Bare) {
  const { waiting, attention } = engine.outbox.snapshot()
  return {
    waiting: waiting.map(({ method, endpoint }) => `${method} ${endpoint.split('/').at(-1)}`),
    attention: attention.map(({ operation: { method, endpoint } }) => `${method} ${endpoint.split('/').at(-1)}`),
  }
}
