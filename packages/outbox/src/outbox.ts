import { createGuard, createReport, type Cancel, type Clock, type Journal, type Random, type Report, type Saved } from '@holdfast/journal'
import type { Answer, Silence } from './answer.ts'
import { BACKOFF_MS_MIN, backoffMs } from './backoff.ts'
import { createGate } from './gate.ts'
import { createLaneOrder } from './laneOrder.ts'
import type { Intent, Operation, Refusal, Settlement, StoredOperation, Upcast } from './operation.ts'
import type { Auth, Lease, Send } from './ports.ts'
import { createProjection, type Change, type SlotState } from './projection.ts'
import { createRequests } from './requests.ts'
import type { OutboxSnapshot } from './snapshot.ts'

/** How an operation ended, for `whenSettled`. `replaced`: by a newer one under its key, or by one that supersedes its lane. */
export type Settled = { became: 'applied' | 'replaced' | 'discarded' | 'released' } | { became: 'rejected'; refusal: Refusal }

/**
 * The body of a retry; undefined keeps the old one. `whole` [O21]: the body restates everything of its lane, also what came after the
 * rejected operation. A function is called in its turn.
 */
export type Told = { body: unknown; whole?: boolean } | (() => { body: unknown; whole?: boolean })

/**
 * Something that happened, for a diagnosis. `at` is ms since 1970. `kind` is text for people. `id` names the operation; null for the outbox
 * as a whole.
 */
export type OutboxEvent = { at: number; kind: string; id: string | null }

/**
 * [O9] What a drain did: how many operations got a verdict (`sent`), how many of those were `rejected`, how many still wait (`waiting`),
 * and in how many ms the next attempt starts (null when none is planned).
 */
export type DrainReport = { sent: number; rejected: number; waiting: number; nextAttemptInMs: number | null }

/** What `createOutbox` needs. Every callback may throw [O25]. */
export type OutboxOptions = {
  /** The operations and their verdicts are stored here, and nowhere else. */
  journal: Journal
  /** Sends one request. */
  send: Send
  /** [O7] Renews the sign-in after a 401. */
  auth: Auth
  /** `wallMs` gives stamps for people; waits are measured with `monoMs` and `after` only [O8]. */
  clock: Clock
  /** For the ids of operations, and for the jitter of the backoff. */
  random: Random
  /** [O19] Needed when several processes share the journal. Without it this process sends. */
  lease?: Lease
  /** [O18] Converts operations of earlier versions when they are read. */
  upcast?: Upcast
  /**
   * [O11] Receives the results of one answer before its operations stop waiting, so that a screen shows the confirmed state without a gap.
   */
  confirmed?: (results: readonly unknown[]) => void
  /**
   * [O25] [O23] Receives exceptions of the callbacks above, and one error for each record that this version cannot read. Without it they
   * are uncaught exceptions.
   */
  report?: Report
}

/** The operations of one journal that have no verdict, and what sends them. The rules are in SPEC.md. */
export type Outbox = {
  /** [O1] Appends an operation and its event as one record. `whenDurable` receives whether both were saved. */
  enqueue(intent: Intent, event: unknown, whenDurable?: (saved: Saved) => void): void
  /** [O20] The same for an operation that depends on earlier records: `make` is called in its turn, and may answer no operation. */
  enqueueInTurn(make: () => { intent: Intent | null; event: unknown }, whenDurable?: (saved: Saved) => void): void
  /**
   * [O9] Sends what can be sent. `done` is called once: when nothing more can be sent for now, and `deadlineMs` after the call at the
   * latest.
   */
  drain(options?: { deadlineMs?: number }, done?: (report: DrainReport) => void): void
  /** [O8] Ends the waits after failures and tries again now, but no earlier than a `Retry-After`. */
  wake(): void
  /** [O7] Pauses sending until `resume`: another sender with the same sign-in was refused. Requests in flight go on. */
  pause(reason: 'signIn'): void
  /** [O7] Ends a pause, after a sign-in or an update, and tries again now like `wake`. */
  resume(): void
  /**
   * [O6] [O21] Sends a rejected operation again under a new id, with its own body or with that of `told`. [O22] It sends nothing where
   * something newer exists. Throws when `id` is not in the rejected list.
   */
  retry(id: string, told?: Told, whenDurable?: (saved: Saved) => void): void
  /**
   * [O6] [O14] Discards an operation that waits, is in the rejected list or is of an unknown kind. Answers false, and does nothing, when it
   * is in flight. Throws when `id` is none of these.
   */
  discard(id: string, whenDurable?: (saved: Saved) => void): boolean
  /**
   * [O13] The state of the latest operation under a key; given its lane, also of a later one that supersedes the lane. Null when the
   * journal holds none, or when it was replaced.
   */
  stateOf(slot: string, lane?: string): SlotState | null
  /** [O13] Whether an operation of this lane waits. */
  waitsIn(lane: string): boolean
  /** Calls back once, when the operation is settled or replaced. Throws when `id` does not wait. */
  whenSettled(id: string, callback: (settled: Settled) => void): Cancel
  /** [O13] The state for screens: the same value until something changed. */
  snapshot(): OutboxSnapshot
  /**
   * [O13] Calls `listener` after each change, until the answer is called. `lanes` are those whose operations changed; empty when only the
   * sending changed.
   */
  subscribe(listener: (lanes: readonly string[]) => void): Cancel
  /** The last 200 events, oldest first, for a diagnosis. */
  readonly events: readonly OutboxEvent[]
  /** Cancels requests and timers, gives up the lease, and stops following the journal. What waits is sent by the next process. */
  close(): void
}

/** [O4] How many requests may be in flight at once; one, as a probe, while no request is answered. */
const REQUESTS_MAX = 4
const EVENTS_MAX = 200
/**
 * [O24] After this many ms without an answer a request is given up. A renewal of the sign-in has twice as long, because it may send two
 * requests.
 */
export const SEND_TIMEOUT_MS = 15_000
/** [O23] Where a record that this version cannot read is reported. */
export const FOREIGN_RECORD = 'a record of another version'
const RENEWAL_TIMEOUT_MS = 2 * SEND_TIMEOUT_MS

type Unanswered = Extract<Answer, { kind: 'unanswered' }>

/**
 * The result of one request: the lanes without a verdict, the longest wait that was asked for (ms), whether there was any verdict, and what
 * a person must do.
 */
type Outcome = { silences: Map<string, Silence>; quietMs: number; heard: boolean; asks: 'signIn' | 'update' | null }

type Flight = {
  operations: readonly Operation[]
  startedMs: number
  /** [O24] Until when it waits for an answer; Infinity once it has one, however long storing the verdicts takes, or was cancelled. */
  untilMs: number
  /** [O8] Sent to find out whether the server answers again. */
  probes: boolean
  /** Takes the first answer; what comes after it is ignored. */
  answer(answers: readonly Answer[]): void
  cancel: Cancel
}

/** A call of `drain`: its callback, its deadline (monotonic ms), and its result so far. */
type Drain = { done: (report: DrainReport) => void; untilMs: number; sent: number; rejected: number }

/** Makes the outbox of a journal. What an earlier process left waiting is sent by itself, but not before this call returned [O10]. */
export function createOutbox(options: OutboxOptions): Outbox {
  const { journal, send, auth, clock, random } = options
  const report = createReport(options.report)
  const guard = createGuard(report)
  const projection = createProjection(options.upcast ?? ((stored) => stored), guard)
  const order = createLaneOrder()
  const gate = createGate()
  const flights = new Set<Flight>()
  const lanesInFlight = new Set<string>()
  const requests = createRequests(projection, order, (lane) => lanesInFlight.has(lane))
  const waiters = new Map<string, Set<(settled: Settled) => void>>()
  const listeners = new Set<(lanes: readonly string[]) => void>()
  const drains = new Set<Drain>()
  const events: OutboxEvent[] = []
  let leading = !options.lease
  /** Identifies the last grant of the lease; null after it was lost. */
  let lease: object | null = null
  let paused: OutboxSnapshot['paused'] = null
  /** The renewal under way. */
  let renewal: { untilMs: number } | null = null
  let renewedUnheard = false
  let deadlineMs = Infinity
  let requestMs = 0
  let timer: { atMs: number; cancel: Cancel } | null = null
  let seen: OutboxSnapshot | null = null
  let closed = false

  const changed = (lanes: readonly string[] = []): void => {
    seen = null
    for (const listener of listeners) guard('a listener of the outbox', () => listener(lanes))
  }
  const note = (kind: string, id: string | null): void => {
    events.push({ at: clock.wallMs(), kind, id })
    if (events.length > EVENTS_MAX) events.shift()
  }

  // The same fold applies the records on disk and those that are appended later.
  for (const record of journal.records) projection.apply(record)
  for (const { seq } of projection.foreign) reportForeign(seq)
  order.addBacklog(projection.lanes.keys())
  const stopFollowing = journal.subscribe((record) => {
    const foreign = projection.foreign.length
    const changes = projection.apply(record)
    if (projection.foreign.length > foreign) reportForeign(record.seq)
    if (changes.length === 0) return
    for (const { id, slot, became } of changes) {
      note(became, id)
      const operation = became === 'waiting' ? projection.waiting.get(id) : undefined
      if (operation) welcome(operation)
      else requests.release(slot)
    }
    changed(changes.map(({ lane }) => lane))
    for (const change of changes) tellWaiters(change)
    pump()
  })
  const welcome = (operation: Operation): void => {
    deadlineMs = Infinity
    order.addFirst(operation.lane)
    // [O16] Only this lane has something to send, and this does not supersede it: it may wait for the next operation.
    if (projection.lanes.size === 1 && !operation.carriesLane) gate.openBatchWindow()
    else gate.trigger()
  }
  const tellWaiters = ({ id, became }: Change): void => {
    if (became === 'waiting' || became === 'unknownKind') return
    const callbacks = waiters.get(id)
    waiters.delete(id)
    for (const callback of callbacks ?? []) {
      const settled: Settled = became === 'rejected' ? { became, refusal: projection.attention.get(id)!.refusal } : { became }
      guard('whenSettled', () => callback(settled))
    }
  }

  /** Starts what may start, sets the timer, and ends the drains when nothing more can be sent for now. */
  const pump = (): void => {
    if (closed) return
    const nowMs = clock.monoMs()
    while (mayStart(nowMs)) {
      const operations = requests.next(nowMs, gate.probing())
      if (operations.length === 0) break
      start(operations, nowMs)
    }
    plan(nowMs)
    if (flights.size === 0 && !renewal) finishDrains(nowMs)
  }
  /** [O24] A request that hangs blocks only its own lanes. A probe in flight keeps other probes from starting. */
  const hasRoom = (): boolean => flights.size < REQUESTS_MAX && !(gate.probing() && [...flights].some(({ probes }) => probes))
  const mayStart = (nowMs: number): boolean =>
    leading && !paused && !renewal && nowMs + requestMs < deadlineMs && nowMs >= gate.opensAtMs() && hasRoom()

  const start = (operations: readonly Operation[], nowMs: number): void => {
    const flight: Flight = {
      operations,
      startedMs: nowMs,
      untilMs: nowMs + SEND_TIMEOUT_MS,
      probes: gate.probing(),
      answer(answers) {
        if (flight.untilMs === Infinity || closed) return
        flight.untilMs = Infinity
        take(flight, answers)
      },
      cancel() {
        flight.untilMs = Infinity
        guard('cancel', () => stop?.())
      },
    }
    flights.add(flight)
    for (const { id, lane } of operations) {
      lanesInFlight.add(lane)
      note('sent', id)
    }
    gate.started(nowMs)
    let threw = true
    const stop = guard('send', () => {
      const cancel = send(operations, (answers) => flight.answer(Array.isArray(answers) ? answers : []))
      threw = false
      return cancel
    })
    if (threw) flight.answer(withoutVerdict(operations, 'failed'))
    changed()
  }

  /** [O8] Sets at most one timer, and none while nothing waits or a pause needs a person. */
  const plan = (nowMs: number): void => {
    const drainsUntilMs = Math.min(...[...drains].map(({ untilMs }) => untilMs))
    const givesUpMs = Math.min(renewal?.untilMs ?? Infinity, ...[...flights].map(({ untilMs }) => untilMs))
    const atMs = Math.min(nextAttemptMs(nowMs) ?? Infinity, drainsUntilMs, givesUpMs)
    if (timer && timer.atMs === atMs) return
    timer?.cancel()
    timer = null
    // A process that was frozen may be late for these deadlines: the timer then fires at once. What could start now was started before.
    const isLate = Math.min(drainsUntilMs, givesUpMs) <= nowMs
    if (atMs === Infinity || (atMs <= nowMs && !isLate)) return
    lookAt(Math.max(atMs, nowMs), nowMs)
  }
  const lookAt = (atMs: number, nowMs: number): void => {
    timer = {
      atMs,
      cancel: clock.after(atMs - nowMs, () => {
        timer = null
        const firedMs = clock.monoMs()
        passDeadlines(firedMs)
        giveUp(firedMs)
        pump()
      }),
    }
  }
  const giveUp = (nowMs: number): void => {
    for (const flight of flights) {
      if (nowMs < flight.untilMs) continue
      flight.cancel()
      take(flight, withoutVerdict(flight.operations, 'timeout'))
    }
    if (renewal && nowMs >= renewal.untilMs) renewed(renewal, 'unanswered')
  }
  const nextAttemptMs = (nowMs: number): number | null => {
    if (projection.waiting.size === 0 || !leading || paused || renewal || !hasRoom() || nowMs + requestMs >= deadlineMs) return null
    const atMs = Math.max(gate.opensAtMs(), order.earliestMs())
    return atMs === Infinity ? null : atMs
  }

  /** [O11] The verdicts of one answer are stored together before any of its operations stops waiting. Then the lanes go on, or wait. */
  const take = (flight: Flight, answers: readonly Answer[]): void => {
    requestMs = Math.max(0, clock.monoMs() - flight.startedMs)
    const outcome: Outcome = { silences: new Map(), quietMs: 0, heard: false, asks: null }
    const results: unknown[] = []
    const verdicts: Settlement[] = []
    const silent = (lane: string, { why, retryAfterMs = 0 }: Unanswered): void => {
      if (!outcome.silences.has(lane)) outcome.silences.set(lane, why)
      outcome.quietMs = Math.max(outcome.quietMs, retryAfterMs)
    }
    for (const [index, { id, lane }] of flight.operations.entries()) {
      const answer = answers[index]
      switch (answer?.kind) {
        case undefined:
          break
        case 'applied':
          results.push(answer.result)
          verdicts.push({ id, verdict: 'applied', receipt: answer.receipt })
          break
        case 'rejected':
          verdicts.push({ id, verdict: 'rejected', refusal: answer.refusal })
          break
        case 'unanswered':
          silent(lane, answer)
          break
        case 'unauthorized':
          outcome.asks ??= 'signIn'
          break
        case 'upgradeRequired':
          outcome.asks = 'update'
          break
        default:
          silent(lane, { kind: 'unanswered', why: 'failed' })
      }
    }
    // An answer that names no operation is unanswered.
    if (verdicts.length === 0 && outcome.silences.size === 0 && outcome.asks === null)
      silent(flight.operations[0]!.lane, { kind: 'unanswered', why: 'foreign' })
    if (verdicts.length === 0) return land(flight, outcome)
    outcome.heard = true
    // [O8] The server answers again: no lane needs to wait for the network any longer.
    if (gate.heard()) order.forgiveAll()
    renewedUnheard = false
    settle(verdicts, results, (notStored) => {
      for (const { id, lane } of flight.operations)
        if (notStored.some((verdict) => verdict.id === id)) silent(lane, { kind: 'unanswered', why: 'notStored' })
      land(flight, outcome)
    })
  }

  /** [O11] Operations stop waiting when their verdicts are on disk, and are sent again when those cannot be stored. */
  const settle = (verdicts: readonly Settlement[], results: readonly unknown[], done: (notStored: readonly Settlement[]) => void): void => {
    if (results.length > 0) guard('confirmed', () => options.confirmed?.(results))
    // [O2] An operation that was replaced in flight: its verdict is about a value that no screen shows any more.
    const open = verdicts.filter(({ id }) => projection.waiting.has(id))
    if (open.length === 0) return done([])
    journal.append({ settle: open }, ({ saved }) => {
      if (closed) return
      if (!saved) return done(open)
      for (const drain of drains) {
        drain.sent += open.length
        drain.rejected += open.filter(({ verdict }) => verdict === 'rejected').length
      }
      done([])
    })
  }

  const land = (flight: Flight, { silences, quietMs, heard, asks }: Outcome): void => {
    // The lease was lost while its verdict was written: the lanes belong to another process, or to another request, now.
    if (!flights.delete(flight)) return
    const nowMs = clock.monoMs()
    // From the last to the first, so that the first one is sent first again.
    for (const lane of new Set(flight.operations.map((operation) => operation.lane).reverse())) {
      lanesInFlight.delete(lane)
      const silence = silences.get(lane)
      if (silence) stepBack(lane, silence, nowMs)
      else if (heard) order.succeeded(lane)
      if (!silence && projection.lanes.has(lane)) order.addFirst(lane)
    }
    for (const why of silences.values()) note(`unanswered: ${why}`, null)
    gate.hold(nowMs + quietMs)
    const silence = silences.values().next().value
    if (silence && !heard) gate.silence(silence, nowMs, random.unit())
    if (asks === 'update') pause('update')
    if (asks === 'signIn') unauthorized(flight, nowMs)
    changed()
    pump()
  }

  /**
   * [O8] [O15] A lane without a verdict waits. If the reason is not the network, its operations may be the cause: it is sent alone next
   * time.
   */
  const stepBack = (lane: string, why: string, nowMs: number): void =>
    order.failed(lane, why !== 'network', (failures) => nowMs + backoffMs(failures, random.unit()))

  const unauthorized = (flight: Flight, nowMs: number): void => {
    // A token that was just renewed is refused again: renewing it at once would never end.
    if (renewedUnheard) {
      renewedUnheard = false
      gate.silence('unauthorized', nowMs, random.unit())
      return
    }
    if (renewal || paused) return
    const asked = { untilMs: nowMs + RENEWAL_TIMEOUT_MS }
    renewal = asked
    let threw = true
    guard('refresh', () => {
      auth.refresh((outcome) => renewed(asked, outcome))
      threw = false
    })
    if (threw) renewed(asked, 'unanswered')
  }
  /** [O24] The first answer to a renewal counts. A late answer to one that was given up is ignored. */
  const renewed = (asked: object, outcome: 'renewed' | 'refused' | 'unanswered'): void => {
    if (closed || renewal !== asked) return
    renewal = null
    if (outcome === 'refused') pause('signIn')
    else if (outcome === 'unanswered') gate.silence('network', clock.monoMs(), random.unit())
    else renewedUnheard = true
    changed()
    pump()
  }

  const pause = (reason: 'signIn' | 'update'): void => {
    if (paused === reason) return
    paused = reason
    note(`paused: ${reason}`, null)
  }

  const finishDrains = (nowMs: number): void => {
    if (drains.size === 0) return
    const nextMs = nextAttemptMs(nowMs)
    // Something can still start now: the drain goes on.
    if (nextMs !== null && nextMs <= nowMs) return
    deadlineMs = Infinity
    endDrains([...drains], nowMs, nextMs)
  }
  /** [O9] Ends each drain at its own deadline, whatever is in flight and whatever joined it. */
  const passDeadlines = (nowMs: number): void => {
    const over = [...drains].filter(({ untilMs }) => nowMs >= untilMs)
    const nextMs = nextAttemptMs(nowMs)
    if (nowMs >= deadlineMs) {
      deadlineMs = Infinity
      gate.hold(nowMs + BACKOFF_MS_MIN)
    }
    endDrains(over, nowMs, nextMs)
  }
  const endDrains = (over: readonly Drain[], nowMs: number, nextMs: number | null): void => {
    for (const drain of over) drains.delete(drain)
    const nextAttemptInMs = nextMs === null ? null : Math.max(0, nextMs - nowMs)
    for (const { done, sent, rejected } of over) {
      const ended: DrainReport = { sent, rejected, waiting: projection.waiting.size, nextAttemptInMs }
      guard('drain', () => done(ended))
    }
  }

  const wake = (): void => {
    deadlineMs = Infinity
    gate.trigger()
    order.forgiveAll()
    pump()
  }

  const granted = (): void => {
    const held = (lease = {})
    // [O19] What the last holder of the lease settled must not be sent again.
    journal.catchUp(() => {
      if (closed || lease !== held) return
      leading = true
      wake()
    })
  }
  const lost = (): void => {
    // [O10] What is in flight is not stored: the next holder of the lease sends it again and gets the verdict.
    lease = null
    leading = false
    for (const { cancel } of flights) cancel()
    flights.clear()
    for (const lane of lanesInFlight) if (projection.lanes.has(lane)) order.addFirst(lane)
    lanesInFlight.clear()
    changed()
    pump()
  }
  const { lease: leases } = options
  let stopLeasing: Cancel | undefined
  if (leases) {
    stopLeasing = guard('the lease', () => leases.request(granted, lost))
    // [O25] Without a lease everything is still sent: the server recognises a repeated operation by its id.
    if (!stopLeasing) leading = true
  }

  const enqueueInTurn: Outbox['enqueueInTurn'] = (make, whenDurable) => {
    let named: { id: string; createdAt: number } | null = null
    journal.append(() => {
      const { intent, event } = make()
      named ??= { id: random.id(), createdAt: clock.wallMs() }
      return { event, enqueue: intent ? { ...intent, ...named, body: intent.body ?? null } : undefined }
    }, whenDurable)
  }

  // [O10] What an earlier process left waiting is sent by itself: at once, but not before this call returned.
  if (leading && projection.waiting.size > 0) lookAt(clock.monoMs(), clock.monoMs())

  return {
    events,
    wake,
    enqueue: (intent, event, whenDurable) => enqueueInTurn(() => ({ intent, event }), whenDurable),
    enqueueInTurn,
    drain({ deadlineMs: withinMs = Infinity } = {}, done = () => {}) {
      const untilMs = clock.monoMs() + withinMs
      drains.add({ done, untilMs, sent: 0, rejected: 0 })
      gate.trigger()
      order.forgiveAll()
      requestMs = 0
      deadlineMs = untilMs
      pump()
    },
    pause(reason) {
      pause(reason)
      changed()
      pump()
    },
    resume() {
      paused = null
      changed()
      wake()
    },
    retry(id, told = { body: undefined }, whenDurable) {
      const rejected = projection.attention.get(id)
      if (!rejected) throw new Error(`${id} is not waiting for a decision`)
      const { seq, carriesLane, ...stored } = rejected.operation
      const named = { id: random.id(), createdAt: clock.wallMs() }
      const again = (): StoredOperation | undefined => {
        const last = projection.stateOf(stored.slot, stored.lane)
        if (last?.at !== 'attention' || last.operation.id !== id) return undefined
        const { body, whole } = typeof told === 'function' ? told() : told
        // [O21] It does not contain what came after it, so it must not supersede that.
        const carries = carriesLane && (whole || !projection.isFollowed(stored.lane, seq))
        return { ...stored, ...named, body: body ?? stored.body, ...(carries ? { carriesLane } : {}) }
      }
      journal.append(() => ({ settle: { id, verdict: 'released' } satisfies Settlement, enqueue: again() }), whenDurable)
    },
    discard(id, whenDurable) {
      if (!projection.isOpen(id)) throw new Error(`${id} is settled already`)
      if ([...flights].some(({ operations }) => operations.some((operation) => operation.id === id))) return false
      journal.append({ settle: { id, verdict: 'discarded' } satisfies Settlement }, whenDurable)
      return true
    },
    stateOf: (slot, lane) => projection.stateOf(slot, lane),
    waitsIn: (lane) => projection.lanes.has(lane),
    whenSettled(id, callback) {
      if (!projection.waiting.has(id)) throw new Error(`${id} is not waiting`)
      const callbacks = waiters.get(id) ?? new Set()
      waiters.set(id, callbacks.add(callback))
      return () => callbacks.delete(callback)
    },
    snapshot: () => (seen ??= look()),
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    close() {
      closed = true
      timer?.cancel()
      for (const { cancel } of flights) cancel()
      guard('the lease', () => stopLeasing?.())
      stopFollowing()
    },
  }

  function look(): OutboxSnapshot {
    const nowMs = clock.monoMs()
    const nextMs = nextAttemptMs(nowMs)
    const waiting = [...projection.waiting.values()]
    return {
      waiting,
      attention: [...projection.attention.values()],
      unknownKind: [...projection.unknownKind.values()],
      foreign: [...projection.foreign],
      sending: [...flights].flatMap(({ operations }) => operations.map(({ id }) => id)),
      paused,
      oldestAt: waiting[0]?.createdAt ?? null,
      nextAttemptAt: nextMs === null ? null : clock.wallMs() + Math.max(0, nextMs - nowMs),
      lastSilence: gate.lastSilence(),
    }
  }

  function reportForeign(seq: number): void {
    report(new Error(`record ${seq} has a shape unknown to this version`), FOREIGN_RECORD)
  }
}

const withoutVerdict = (operations: readonly Operation[], why: Silence): Answer[] => operations.map(() => ({ kind: 'unanswered', why }))
