import type { Cancel, Clock, Journal, Random, Saved } from '@holdfast/journal'
import type { Answer } from './answer.ts'
import { backoffMs } from './backoff.ts'
import { createGate } from './gate.ts'
import { createLaneOrder } from './laneOrder.ts'
import type { Attention, Intent, Operation, Refusal, Settlement, StoredOperation } from './operation.ts'
import { createProjection, type Change, type SlotState } from './projection.ts'

/** Sends one operation and answers once. The caller may cancel; an answer after that is ignored. */
export type Send = (operation: Operation, done: (answer: Answer) => void) => Cancel

/** Renews the sign-in. `refused` means a person has to sign in; `unanswered` means nobody was heard. */
export type Auth = { refresh(done: (outcome: 'renewed' | 'refused' | 'unanswered') => void): void }

/** How an operation ended for someone who waits on it. */
export type Settled = { became: 'applied' | 'replaced' | 'discarded' | 'released' } | { became: 'rejected'; refusal: Refusal }

export type OutboxEvent = { at: number; kind: string; id: string | null }

/** The outbox as screens see it. A new value after each change, the same one until then. */
export type OutboxSnapshot = {
  waiting: readonly Operation[]
  attention: readonly Attention[]
  sending: readonly string[]
  paused: 'signIn' | 'update' | null
  /** When the oldest waiting operation was made: Unix epoch, ms. */
  oldestAt: number | null
  /** When the next attempt is planned: Unix epoch, ms, for display; null when none is. */
  nextAttemptAt: number | null
  /** Why the last request settled nothing; null once something was heard. */
  lastSilence: string | null
}

export type DrainReport = { sent: number; rejected: number; waiting: number; nextAttemptInMs: number | null }

export type OutboxOptions = {
  journal: Journal
  send: Send
  auth: Auth
  clock: Clock
  random: Random
  /** Hears an applied answer before its operation is let go, so that what was confirmed is shown without a gap. */
  confirmed?: (operation: Operation, result: unknown) => void
}

export type Outbox = {
  /** [O1] Appends the operation, and the event it tells of, as one record. */
  enqueue(intent: Intent, event: unknown, whenDurable?: (saved: Saved) => void): void
  /** [O9] Sends what can be sent. `done` hears when nothing more can be for now. Calling it while it runs joins in. */
  drain(options?: { deadlineMs?: number }, done?: (report: DrainReport) => void): void
  /** [O8] A trigger: waits are over, try again now. */
  wake(): void
  /** [O7] Ends a pause: signed in again, or the app was updated. */
  resume(): void
  /** [O6] Sends a rejected operation again, under a new id, with the same or a changed body. */
  retry(id: string, body?: unknown, whenDurable?: (saved: Saved) => void): void
  /** [O6] Lets a rejected operation go. */
  discard(id: string, whenDurable?: (saved: Saved) => void): void
  /** Where the last word about a slot stands; with its lane, also when a later operation carried it. Null when nothing was ever said. */
  stateOf(slot: string, lane?: string): SlotState | null
  whenSettled(id: string, callback: (settled: Settled) => void): Cancel
  snapshot(): OutboxSnapshot
  subscribe(listener: () => void): Cancel
  /** The last events, oldest first, for a diagnosis. */
  readonly events: readonly OutboxEvent[]
  close(): void
}

/** How many lanes send at once; one while nobody answers, as a probe. */
const LANES_MAX = 4
const EVENTS_MAX = 200

/** The durable operation queue: a projection of the journal, and the one place that decides what is sent when. */
export function createOutbox(options: OutboxOptions): Outbox {
  const { journal, send, auth, clock, random } = options
  const projection = createProjection()
  const order = createLaneOrder()
  const gate = createGate()
  const inFlight = new Map<string, { id: string; cancel: Cancel }>()
  const waiters = new Map<string, Set<(settled: Settled) => void>>()
  const listeners = new Set<() => void>()
  const drains = new Set<{ done: (report: DrainReport) => void; sent: number; rejected: number }>()
  const events: OutboxEvent[] = []
  let paused: OutboxSnapshot['paused'] = null
  let refreshing = false
  let renewedUnheard = false
  let deadlineMs = Infinity
  let timer: { atMs: number; cancel: Cancel } | null = null
  let seen: OutboxSnapshot | null = null
  let closed = false

  const changed = (): void => {
    seen = null
    for (const listener of listeners) listener()
  }
  const note = (kind: string, id: string | null): void => {
    events.push({ at: clock.wallMs(), kind, id })
    if (events.length > EVENTS_MAX) events.shift()
  }

  const tellWaiters = (change: Change, refusal: Refusal | undefined): void => {
    if (change.became === 'waiting') return
    const callbacks = waiters.get(change.id)
    waiters.delete(change.id)
    for (const callback of callbacks ?? []) {
      callback(change.became === 'rejected' ? { became: 'rejected', refusal: refusal! } : { became: change.became })
    }
  }

  // Replaying what is on disk and hearing what is appended are the same fold.
  for (const record of journal.records) projection.apply(record)
  order.addBacklog(projection.lanes.keys())
  const unsubscribe = journal.subscribe((record) => {
    const changes = projection.apply(record)
    if (changes.length === 0) return
    for (const change of changes) {
      note(change.became, change.id)
      if (change.became === 'waiting') order.addFirst(laneOf(change.id))
    }
    changed()
    for (const change of changes) tellWaiters(change, projection.attention.get(change.id)?.refusal)
    pump()
  })
  const laneOf = (id: string): string => projection.waiting.get(id)!.lane

  /** Starts what may start, plans the next look, and tells the drains when there is nothing left to do for now. */
  const pump = (): void => {
    if (closed) return
    const nowMs = clock.monoMs()
    while (mayStart(nowMs)) {
      const lane = order.next(nowMs, (name) => projection.lanes.has(name) && !inFlight.has(name))
      if (lane === null) break
      start(projection.headOf(lane)!)
    }
    plan(nowMs)
    if (inFlight.size === 0 && !refreshing) finishDrains()
  }
  const mayStart = (nowMs: number): boolean =>
    !paused && !refreshing && nowMs < deadlineMs && nowMs >= gate.opensAtMs() && inFlight.size < (gate.probing() ? 1 : LANES_MAX)

  /** One timer at most, and none while nothing waits or a pause needs a person. */
  const plan = (nowMs: number): void => {
    const atMs = nextAttemptMs(nowMs)
    if (timer && timer.atMs === atMs) return
    timer?.cancel()
    timer = null
    if (atMs === null || atMs <= nowMs) return
    timer = {
      atMs,
      cancel: clock.after(atMs - nowMs, () => {
        timer = null
        pump()
      }),
    }
  }
  const nextAttemptMs = (nowMs: number): number | null => {
    if (projection.waiting.size === 0 || paused || refreshing || inFlight.size > 0 || nowMs >= deadlineMs) return null
    return Math.max(gate.opensAtMs(), order.earliestMs())
  }

  const start = (operation: Operation): void => {
    let answered = false
    note('sent', operation.id)
    const flight = { id: operation.id, cancel: () => {} }
    inFlight.set(operation.lane, flight)
    const cancel = send(operation, (answer) => {
      if (answered || closed) return
      answered = true
      take(operation, answer)
    })
    flight.cancel = () => {
      answered = true
      cancel()
    }
    changed()
  }

  const take = (operation: Operation, answer: Answer): void => {
    switch (answer.kind) {
      case 'applied':
        heard()
        options.confirmed?.(operation, answer.result)
        return settle(operation, { id: operation.id, verdict: 'applied', receipt: answer.receipt })
      case 'rejected':
        heard()
        return settle(operation, { id: operation.id, verdict: 'rejected', refusal: answer.refusal })
      case 'unanswered':
        return silence(operation, answer.why, answer.retryAfterMs)
      case 'unauthorized':
        // Refused again with a token that was just renewed: asking for another at once would never end.
        if (renewedUnheard) {
          renewedUnheard = false
          return silence(operation, 'unauthorized')
        }
        land(operation)
        return refresh()
      case 'upgradeRequired':
        land(operation)
        return pause('update')
    }
  }

  /** Confirm, then forget: the operation goes when its verdict is on disk, and is sent again when it cannot be put there. */
  const settle = (operation: Operation, settlement: Settlement): void => {
    if (!projection.waiting.has(operation.id)) {
      // Replaced while it was on its way. Its verdict is about a value nobody shows any more.
      land(operation)
      return pump()
    }
    journal.append({ settle: settlement }, (saved) => {
      if (closed) return
      if (!saved.saved) return silence(operation, `verdict not stored: ${saved.why}`)
      for (const drain of drains) {
        drain.sent++
        if (settlement.verdict === 'rejected') drain.rejected++
      }
      land(operation)
      pump()
    })
  }

  /** The request is over; the lane goes on with whatever stands at its head now. */
  const land = (operation: Operation): void => {
    inFlight.delete(operation.lane)
    order.succeeded(operation.lane)
    if (projection.lanes.has(operation.lane)) order.addFirst(operation.lane)
    changed()
  }

  const heard = (): void => {
    // Somebody answers again: whoever was waiting for a network need not wait any longer.
    if (gate.heard()) order.forgiveAll()
    renewedUnheard = false
  }

  /** No verdict: both this lane and the whole outbox step back, so that one poisonous operation cannot hold up the rest. */
  const silence = (operation: Operation, why: string, retryAfterMs?: number): void => {
    const nowMs = clock.monoMs()
    gate.silence(why, nowMs, random.unit(), retryAfterMs)
    inFlight.delete(operation.lane)
    order.failed(operation.lane, (failures) => nowMs + backoffMs(failures, random.unit()))
    note(`unanswered: ${why}`, operation.id)
    changed()
    pump()
  }

  const refresh = (): void => {
    if (refreshing || paused) return
    refreshing = true
    auth.refresh((outcome) => {
      if (closed) return
      refreshing = false
      if (outcome === 'refused') return pause('signIn')
      if (outcome === 'unanswered') gate.silence('network', clock.monoMs(), random.unit())
      else renewedUnheard = true
      changed()
      pump()
    })
  }

  const pause = (reason: 'signIn' | 'update'): void => {
    paused = reason
    note(`paused: ${reason}`, null)
    changed()
    pump()
  }

  const finishDrains = (): void => {
    if (drains.size === 0) return
    const nowMs = clock.monoMs()
    const nextMs = nextAttemptMs(nowMs)
    // Something can still start now: the drain is not over.
    if (nextMs !== null && nextMs <= nowMs) return
    const ended = [...drains]
    drains.clear()
    deadlineMs = Infinity
    for (const { done, sent, rejected } of ended) {
      done({ sent, rejected, waiting: projection.waiting.size, nextAttemptInMs: nextMs === null ? null : nextMs - nowMs })
    }
  }

  const wake = (): void => {
    gate.trigger()
    order.forgiveAll()
    pump()
  }

  return {
    events,
    wake,
    enqueue(intent, event, whenDurable) {
      const operation: StoredOperation = { ...intent, id: random.id(), createdAt: clock.wallMs() }
      gate.trigger()
      journal.append({ ...(event === undefined ? {} : { event }), enqueue: operation }, whenDurable)
    },
    drain({ deadlineMs: withinMs } = {}, done = () => {}) {
      drains.add({ done, sent: 0, rejected: 0 })
      if (withinMs !== undefined) deadlineMs = clock.monoMs() + withinMs
      wake()
    },
    resume() {
      paused = null
      changed()
      wake()
    },
    retry(id, body, whenDurable) {
      const rejected = projection.attention.get(id)
      if (!rejected) throw new Error(`${id} is not waiting for a decision`)
      const { seq: _seq, ...stored } = rejected.operation
      const again: StoredOperation = { ...stored, id: random.id(), createdAt: clock.wallMs(), body: body ?? stored.body }
      journal.append({ settle: { id, verdict: 'released' } satisfies Settlement, enqueue: again }, whenDurable)
    },
    discard(id, whenDurable) {
      if (!projection.attention.has(id)) throw new Error(`${id} is not waiting for a decision`)
      journal.append({ settle: { id, verdict: 'discarded' } satisfies Settlement }, whenDurable)
    },
    stateOf: (slot, lane) => projection.stateOf(slot, lane),
    whenSettled(id, callback) {
      if (!projection.waiting.has(id)) throw new Error(`${id} is not waiting`)
      const callbacks = waiters.get(id) ?? new Set()
      waiters.set(id, callbacks.add(callback))
      return () => callbacks.delete(callback)
    },
    snapshot() {
      seen ??= look()
      return seen
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    close() {
      closed = true
      timer?.cancel()
      for (const { cancel } of inFlight.values()) cancel()
      unsubscribe()
    },
  }

  function look(): OutboxSnapshot {
    const nowMs = clock.monoMs()
    const nextMs = nextAttemptMs(nowMs)
    const waiting = [...projection.waiting.values()]
    return {
      waiting,
      attention: [...projection.attention.values()],
      sending: [...inFlight.values()].map(({ id }) => id),
      paused,
      oldestAt: waiting[0]?.createdAt ?? null,
      nextAttemptAt: nextMs === null ? null : clock.wallMs() + Math.max(0, nextMs - nowMs),
      lastSilence: gate.lastSilence(),
    }
  }
}
