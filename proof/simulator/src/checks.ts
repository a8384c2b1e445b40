import { isDeepStrictEqual } from 'node:util'
import { isoOf, type ActualSet, type CompleteBody, type Session } from '@holdfast/contract'
import type { Answer, Operation, OutboxSnapshot } from '@holdfast/outbox'
import { knownOf } from '@holdfast/mobile/sync/engine/known.ts'
import type { SessionLogs } from '@holdfast/mobile/sync/session/sessionLog.ts'
import { completionSlot, laneOf, setSlot, subjectOf, restoreSlot } from '@holdfast/mobile/sync/session/operations.ts'
import { overlay } from '@holdfast/mobile/sync/session/overlay.ts'
import { pendingCompletionKey } from '@holdfast/mobile/sync/engine/pendingCompletions.ts'
import type { SyncState } from '@holdfast/mobile/store/syncStore.ts'
import type { Receipt } from '@holdfast/mobile/sync/session/receipt.ts'
import { viewsOf } from '@holdfast/mobile/sync/views/sessionViews.ts'
import type { App } from './app.ts'
import type { CheckName } from './checkNames.ts'
import { createLedger, HEARD_WITHIN_MS } from './ledger.ts'
import { createOracle } from './oracle.ts'
import { createPatience } from './patience.ts'
import type { Phone } from './phone.ts'
import type { Effect, ServerAnswer, ServerRequest } from './server.ts'
import { createWitness } from './witness.ts'
import type { World } from './world.ts'

/** A check that did not hold: which one, what was seen, and when (virtual ms). */
export type Violation = { check: CheckName; words: string; ms: number }

/** What is looked at after every step, and at rest. */
export type Checks = ReturnType<typeof createChecks>

/** More requests than this within a minute is a hot loop. */
const REQUESTS_PER_MINUTE_MAX = 300
/** After everything works again, a waiting operation costs no more requests than this, and a few to find out that it does. */
const REQUESTS_PER_OPERATION_MAX = 6
const REQUESTS_FREE = 12

export function createChecks(world: () => World) {
  const violations: Violation[] = []
  const looked = (check: CheckName): void => void world().tally.looked[check]++
  const broken = (check: CheckName, words: string): void => {
    const { timeline, story } = world()
    if (violations.length < 20) violations.push({ check, words, ms: timeline.nowMs() })
    story.note('day', 'broken', `${check}: ${words}`)
  }
  const witness = createWitness(
    broken,
    looked,
    () => world().timeline.nowMs(),
    // A month after its end a workout leaves the phone, when the server has it.
    (app, sessionId) => world().server.accounts.get(app.accountId)?.sessions.get(sessionId)?.session.status === 'completed',
    {
      set(app, sessionId, setId, shown) {
        const own = app.running()?.engine.outbox.stateOf(setSlot(sessionId, setId), laneOf(sessionId))
        const isSo = (set: Parameters<typeof numbersOf>[0]): boolean => numbersOf(set) === numbersOf(shown ?? null)
        // A finish that waits holds what another device said, too.
        const waits = own?.at === 'waiting' ? (own.operation.body as Partial<CompleteBody>).actualSets : undefined
        if (own && own.at !== 'applied' && !(waits && isSo(waits.find(({ id }) => id === setId) ?? null))) return false
        if (saidElsewhere(app, sessionId, setId).some(({ set }) => isSo(set))) return true
        // The server heard it before the battery died, or took it for the newer word, and tells it.
        if ((witness.of(app).cut || mayLose(app, sessionId)) && oracle.saidOf(sessionId, setId).some(({ set }) => isSo(set))) return true
        const restored = restoredElsewhere(app, sessionId)
        if (restored !== null && isSo(restored.actualSets.find(({ id }) => id === setId) ?? null)) return true
        return wentElsewhere(app, sessionId, setId) && shown === undefined
      },
      touched: (app, sessionId, setId) => saidElsewhere(app, sessionId, setId).length > 0,
      notes: (app, sessionId, notes) =>
        saidElsewhere(app, sessionId, '').some((said) => said.notes === notes) ||
        (mayLose(app, sessionId) && oracle.saidOf(sessionId, '').some((said) => said.notes === notes)) ||
        restoredElsewhere(app, sessionId)?.notes === notes,
    },
  )
  const saidElsewhere = (app: App, sessionId: string, setId: string) =>
    oracle.saidOf(sessionId, setId).filter(({ operationId }) => made.get(operationId)?.phone !== app.phone.number)
  /**
   * Words of another sign-in of this phone count as they were corrected: one that was held up may lose. So may the words around one that
   * waited while the clock was set, where something came late: it counts from so long before that nothing is held up as long.
   */
  const mayLose = (app: App, sessionId: string): boolean => {
    const words =
      world()
        .server.accounts.get(app.accountId)
        ?.words.filter((word) => word.sessionId === sessionId) ?? []
    const { delayed, duplicated } = world().tally.struck
    const isUncertain = new Set(words.map(({ signInId }) => signInId)).size > 1 || (ledger.hasJumped(app.phone) && delayed + duplicated > 0)
    return isUncertain && ledger.wasHeldUp(sessionId)
  }
  /** Whether a set of another device went with the log of that device, which did not stand. What stands is judged on the server. */
  const wentElsewhere = (app: App, sessionId: string, setId: string): boolean => {
    const stored = world().server.accounts.get(app.accountId)?.sessions.get(sessionId)
    const version = stored?.sets.get(setId)
    if (!version || stored?.session.actualSets.some(({ id }) => id === setId)) return false
    return made.get(version.operationId)?.phone !== app.phone.number
  }
  /** The session as the server has it, where another phone made a revision the log that counts. */
  const restoredElsewhere = (app: App, sessionId: string): Session | null => {
    if (oracle.restoresOf(sessionId).every((operationId) => made.get(operationId)?.phone === app.phone.number)) return null
    return world().server.accounts.get(app.accountId)?.sessions.get(sessionId)?.session ?? null
  }
  const oracle = createOracle(() => world().server, broken, looked)
  const ledger = createLedger(
    broken,
    looked,
    () => world().timeline.nowMs(),
    () => world().startedAtMs,
  )
  /** When a phone really heard what changed, by its own clock. */
  const pulled = new Map<string, Set<number>>()
  const patience = createPatience(broken, looked, () => world().timeline.nowMs())
  /** Who made an operation: it goes to the server under no other account. */
  const made = new Map<string, { accountId: string; phone: number; lane: string; seq: number }>()
  const inFlight = new Map<App, Map<string, number>>()
  const seen = new WeakMap<App, { logs: SessionLogs; snapshot: OutboxSnapshot; version: number }>()
  const screens = new Map<string, string>()
  const requests = new Map<Phone, number[]>()
  /** Conflicts that a lifter acknowledged. */
  const known = new Set<string>()
  /** When the storage of a phone did not answer, the last time somebody looked. */
  const cannotRead = new Map<Phone, number>()
  let healing: Map<Phone, { waiting: number; requests: number }> | null = null

  /** What of the session on screen has to survive a restart: all of it but the plan, which is the server's. */
  const screenOf = (app: App): string | null => {
    const running = app.running()
    if (!running) return null
    const { sessionId, actualSets, drafts, addedSets, removedSetIds, sessionRpe, sessionNotes, startedAt, ended } =
      running.session.getState()
    return JSON.stringify([
      sessionId,
      inOrder(actualSets),
      inOrder(drafts),
      addedSets,
      removedSetIds,
      sessionRpe,
      sessionNotes,
      startedAt,
      ended,
    ])
  }

  /** What stands beside the journal on the phone says the same as the journal. */
  const lookAtDevice = ({ name, phone }: App, { waiting }: OutboxSnapshot): void => {
    looked('the index says what waits')
    const finished = waiting.flatMap((operation) => {
      const subject = subjectOf(operation)
      return subject?.kind === 'completion' ? [pendingCompletionKey(subject.sessionId)] : []
    })
    const indexed = [...phone.index.keys()].filter((one) => one.startsWith(pendingCompletionKey('')))
    if (finished.sort().join() !== indexed.sort().join())
      broken('the index says what waits', `${name}: ${indexed.join()} stands in it, ${finished.join()} waits`)
    if (phone.kind === 'web') return
    looked('woken while something waits')
    if (phone.wakes !== waiting.length > 0)
      broken(
        'woken while something waits',
        `${name}: ${waiting.length} wait and the system is ${phone.wakes ? '' : 'not '}asked to wake it`,
      )
  }

  /** What waits lies over the server's copy: on every screen, not only on the one it was lifted on. */
  const lookAtViews = (app: App): void => {
    const { engine, sync } = app.running()!
    const { all } = viewsOf(engine).current()
    const { logs } = engine.logs.current()
    const told = app.programme()?.sessions
    for (const [sessionId, sets] of witness.of(app).sets) {
      const log = logs[sessionId]
      const view = all.get(sessionId)
      if (!log || !view) continue
      const finish = engine.outbox.stateOf(completionSlot(sessionId))
      if (finish?.at === 'waiting') looked('what waits is shown')
      if (finish?.at === 'attention') looked('what was refused is not shown as done')
      if (log.ended?.at === 'finished' && finish?.at === 'waiting' && view.status !== 'completed')
        broken('what waits is shown', `${app.name}: ${sessionId} was finished and shows as ${view.status}`)
      if (
        log.ended?.at === 'finished' &&
        finish?.at === 'attention' &&
        // A log that was made to stand again, and one that stood before, are finished whatever became of this finish.
        !engine.outbox.stateOf(restoreSlot(sessionId)) &&
        (told?.[sessionId] ?? log.session).status !== 'completed' &&
        view.status === 'completed'
      )
        broken('what was refused is not shown as done', `${app.name}: the finish of ${sessionId} was refused and shows as done`)
      if (log.ended !== null || told?.[sessionId]?.status === 'completed') continue
      for (const [setId, one] of sets) {
        const mark = sync.getState().markOf(sessionId, setId)
        if (one === null || (mark !== 'device' && mark !== 'waiting')) continue
        const shown = view.actualSets.find(({ id }) => id === setId)
        if (shown?.reps !== one.reps) broken('what waits is shown', `${app.name}: set ${setId} waits and shows ${shown?.reps ?? 'nothing'}`)
      }
    }
  }

  /** Who is told that two logs met has not been the only one who said anything of the session. */
  const nobodyMeetsThemselves = (app: App, { conflicts }: SyncState): void => {
    for (const { sessionId } of conflicts) {
      looked('nobody is told of themselves')
      if (oracle.operationsOf(sessionId).every((operationId) => made.get(operationId)?.phone === app.phone.number))
        broken(
          'nobody is told of themselves',
          `${app.name} is told of another log of ${sessionId}, and no other device said anything of it`,
        )
    }
  }

  /** What is edited in the log on screen, and sent of it, goes on from the server's copy where nothing of this device is newer. */
  const goesOnFromNewest = (app: App, sessionId: string, stored: Session): void => {
    const { engine } = app.running()!
    const { currentId, logs } = engine.logs.current()
    const log = logs[sessionId]
    const isAsked = engine.outbox.snapshot().attention.some(({ operation }) => operation.lane === laneOf(sessionId))
    if (currentId !== sessionId || !log || isAsked || ledger.hasJumped(app.phone) || ledger.wasHeldUp(sessionId)) return
    // A word that lost to one of another device may have lost to an earlier one of its own, after a jump of the clock: it stays here.
    const isBeaten = ({ id }: ActualSet): boolean => {
      const state = engine.outbox.stateOf(setSlot(sessionId, id), laneOf(sessionId))
      return state?.at === 'applied' && (state.receipt as Receipt).outcome === 'superseded'
    }
    if ([...Object.values(log.actualSets), ...stored.actualSets].some(isBeaten)) return
    looked('a device goes on from the newest it knows')
    const [here, there] = [Object.values(log.actualSets), stored.actualSets].map((actualSets) =>
      liftedIn({ status: 'in_progress', actualSets }),
    )
    if (here !== there)
      broken('a device goes on from the newest it knows', `${app.name}: ${sessionId} goes on from ${here}, the server told ${there}`)
  }

  /** Of two finished logs one does not count: at the end both lifters have been told. */
  const metAreTold = (app: App): void => {
    const memory = witness.of(app)
    for (const [sessionId, stored] of world().server.accounts.get(app.accountId)?.sessions ?? []) {
      const ends = oracle.endsOf(sessionId)
      const phones = new Set(ends.map(({ operationId }) => made.get(operationId)?.phone))
      // What the server ended by itself is nobody's log.
      const isTheirs = (loggedAt: string | null): boolean => ends.some(({ loggedAtMs }) => isoOf(loggedAtMs) === loggedAt)
      const isKept = stored.revisions.some(
        ({ kind, reason, logged_at }) => kind === 'completion' && reason.startsWith('a newer log') && isTheirs(logged_at),
      )
      if (ends.length !== 2 || phones.size !== 2 || !phones.has(app.phone.number) || !isKept) continue
      if (stored.deleted || oracle.isBeyond(sessionId) || memory.cut || memory.discarded.has(sessionId) || ledger.wasHeldUp(sessionId))
        continue
      if (known.has(`${app.lifter} ${sessionId}`)) continue
      looked('two logs that met are told of')
      const { conflicts } = app.running()!.sync.getState()
      if (!conflicts.some((conflict) => conflict.sessionId === sessionId))
        broken('two logs that met are told of', `${app.name}: two logs of ${sessionId} met and nothing says so`)
    }
  }

  /** At the end everything that was said to be saved is on the server, or asks for a decision, or was discarded. */
  const reached = (app: App, alone: boolean): void => {
    const { engine, sync } = app.running()!
    const memory = witness.of(app)
    const { logs } = engine.logs.current()
    const { attention } = engine.outbox.snapshot()
    const account = world().server.accounts.get(app.accountId)
    // What a tab that died left behind was not compared while the other one might not have heard of it.
    if (app.phone.apps().length === 1) witness.compare(app)
    for (const [sessionId, sets] of memory.sets) {
      const stored = account?.sessions.get(sessionId)
      const isAsked = attention.some(({ operation }) => operation.lane === laneOf(sessionId))
      if (!logs[sessionId] || memory.discarded.has(sessionId) || isAsked) continue
      for (const [setId, told] of sets) {
        looked('what was lifted reaches the server')
        const mark = sync.getState().markOf(sessionId, setId)
        if (told !== null && mark !== 'server')
          broken('what was lifted reaches the server', `${app.name}: set ${setId} is marked ${mark} when all is sent`)
        if (!alone || !stored || stored.deleted || oracle.isBeyond(sessionId) || mayLose(app, sessionId)) continue
        const held = stored.session.actualSets.find(({ id }) => id === setId)
        // The battery died after the server heard of it and before the disk had it for good.
        const isThere = [told, ...(memory.taken.get(setId) ?? [])].some((word) =>
          held ? word?.reps === held.reps && word.kg === (held.weight?.value ?? null) && word.rpe === held.rpe : word === null,
        )
        if (!isThere)
          broken(
            'what was lifted reaches the server',
            `${app.name}: set ${setId} is ${held ? `${held.reps} ×` : 'not'} on the server and was ${told ? `${told.reps} ×` : 'taken back'}`,
          )
      }
    }
  }

  return {
    violations: violations as readonly Violation[],
    broken,
    looked,
    witness,
    oracle,
    /** After every step of a process. */
    look(app: App): void {
      const running = app.running()
      if (!running || app.catchingUp()) return
      const { engine, sync } = running
      const memory = witness.of(app)
      const [logs, snapshot] = [engine.logs.current(), engine.outbox.snapshot()]
      const last = seen.get(app)
      if (last && last.logs === logs && last.snapshot === snapshot && last.version === memory.version) return
      seen.set(app, { logs, snapshot, version: memory.version })
      const state = sync.getState()
      nobodyMeetsThemselves(app, state)
      if (last?.snapshot !== snapshot) {
        ledger.enter(app, snapshot)
        // The time of the next try is one of the clock it was worked out on.
        if (!ledger.hasJumped(app.phone)) patience.look(app, snapshot)
      }
      if (state.lastSyncAt !== null) looked('the last sync was one')
      if (state.lastSyncAt !== null && !pulled.get(app.lifter)?.has(state.lastSyncAt))
        broken('the last sync was one', `${app.name} says it synced at ${state.lastSyncAt}`)
      // Another tab hears of what this one wrote a moment later, or when the storage answers again.
      const now = world().timeline.nowMs()
      if (app.phone.troubles.storageUnavailable) cannotRead.set(app.phone, now)
      const lately = Math.max(memory.lastToldMs, cannotRead.get(app.phone) ?? -Infinity)
      const isBehind = app.phone.apps().length > 1 || now - lately < HEARD_WITHIN_MS
      if (memory.lastActing !== app && isBehind) return
      witness.compare(app)
      if (app.phone.apps().length === 1) {
        ledger.look(app, snapshot, state.attention)
        lookAtDevice(app, snapshot)
      }
      lookAtViews(app)
      for (const [sessionId, sets] of memory.sets) {
        const stored = world().server.accounts.get(app.accountId)?.sessions.get(sessionId)
        for (const [setId, told] of sets) {
          const state = engine.outbox.stateOf(setSlot(sessionId, setId), laneOf(sessionId))
          if (state?.at === 'applied') looked('confirm, then forget')
          if (state?.at === 'applied' && !oracle.receipts(state.id))
            broken('confirm, then forget', `${app.name}: ${state.id} counts as applied and the server never took it`)
          if (told === null || sync.getState().markOf(sessionId, setId) !== 'server') continue
          looked('no mark runs ahead')
          const isKept = stored?.revisions.some(
            ({ kind, payload }) => kind === 'completion' && payload.actualSets.some(({ id }) => id === setId),
          )
          if (!stored?.sets.has(setId) && !isKept)
            broken('no mark runs ahead', `${app.name}: set ${setId} is marked as on the server and is not`)
        }
      }
    },
    /** A phone's clock jumps. */
    jumped: (phone: Phone): void => ledger.jumped(phone),
    decided(app: App, ids: readonly string[]): void {
      ledger.decided(app, ids)
    },
    /** The lifter says that they know of two logs that met. */
    knows: (app: App, sessionId: string): void => void known.add(`${app.lifter} ${sessionId}`),
    /** A page of what changed came in. */
    pulled(app: App): void {
      const own = pulled.get(app.lifter) ?? new Set()
      pulled.set(app.lifter, own.add(app.phone.wallMs()))
    },
    /** The server asked a process to leave it alone, for so many seconds or until a date that its own clock tells. */
    askedForQuiet(app: App, retryAfter: string | null, date: string | null): void {
      const seconds = Number(retryAfter)
      patience.asked(app, Number.isNaN(seconds) ? Date.parse(retryAfter!) - Date.parse(date!) : seconds * 1000)
    },
    /** The server wants a newer app: nobody but a person can do that. */
    toldToUpdate(app: App): void {
      looked('a person is asked for')
      const paused = app.running()?.engine.outbox.snapshot().paused
      if (paused !== undefined && paused !== 'update')
        broken('a person is asked for', `${app.name} is too old and says ${paused ?? 'nothing'}`)
    },
    served: (request: ServerRequest, answer: ServerAnswer): void => ledger.served(request, answer),
    took(effect: Effect): void {
      oracle.took(effect)
      ledger.took(effect)
    },
    /** A process is about to send. */
    sending(app: App, operations: readonly Operation[]): void {
      looked('no hot loop')
      ledger.sending(app, operations)
      patience.sending(app, operations)
      const phone = app.phone
      const sent = requests.get(phone) ?? []
      requests.set(phone, sent)
      const nowMs = world().timeline.nowMs()
      sent.push(nowMs)
      if (sent.length > REQUESTS_PER_MINUTE_MAX && nowMs - sent[sent.length - REQUESTS_PER_MINUTE_MAX - 1]! < 60_000)
        broken('no hot loop', `phone ${phone.number} sent more than ${REQUESTS_PER_MINUTE_MAX} requests within a minute`)
      const counted = healing?.get(phone)
      if (counted) counted.requests++
      const own = inFlight.get(app) ?? new Map<string, number>()
      inFlight.set(app, own)
      const waiting = app.running()?.engine.outbox.snapshot().waiting ?? operations
      const lanes = new Set(operations.map(({ lane }) => lane))
      for (const lane of lanes) {
        const inLane = waiting.filter((operation) => operation.lane === lane)
        looked('order within a lane')
        looked('one request per lane')
        const going = operations.filter((operation) => operation.lane === lane)
        if (going.some(({ id }, index) => inLane[index]?.id !== id))
          broken(
            'order within a lane',
            `${app.name} sends ${going.map(({ seq }) => seq).join(', ')} of ${inLane.map(({ seq }) => seq).join(', ')}`,
          )
        for (const [other, theirs] of inFlight) {
          if (other.phone === phone && other.accountId === app.accountId && other.alive() && !other.frozen() && (theirs.get(lane) ?? 0) > 0)
            broken('one request per lane', `${app.name} sends ${lane} while ${other.name} has it on its way`)
        }
        own.set(lane, (own.get(lane) ?? 0) + 1)
      }
      for (const { id, lane, seq } of operations) made.set(id, { accountId: app.accountId, phone: phone.number, lane, seq })
    },
    /** It was answered, or given up. */
    answered(app: App, operations: readonly Operation[], answers: readonly Answer[]): void {
      ledger.answered(app, operations, answers)
      patience.answered(app, operations, answers)
      const own = inFlight.get(app)
      for (const lane of new Set(operations.map((operation) => operation.lane))) own?.set(lane, Math.max(0, (own.get(lane) ?? 1) - 1))
      operations.forEach(({ id }, index) => {
        if (answers[index]?.kind === 'applied') looked('silence is not an answer')
        if (answers[index]?.kind === 'applied' && !oracle.receipts(id))
          broken('silence is not an answer', `${app.name} took ${id} as applied and the server never did it`)
      })
    },
    /** A request reached the server with a good token. */
    arriving(accountId: string, request: ServerRequest): void {
      if (request.method === 'GET') return
      oracle.arriving(request)
      const batch = (request.body as { operations?: { operationId: string }[] }).operations
      for (const id of batch?.map(({ operationId }) => operationId) ?? [request.headers['Idempotency-Key'] ?? '']) {
        looked('every account sends its own')
        const owner = made.get(id)
        if (owner && owner.accountId !== accountId)
          broken('every account sends its own', `${id} of ${owner.accountId} came as ${accountId}`)
      }
    },
    /** A process ended. `write`: inside a write, so that one thing may be there or not. */
    died(app: App, how: 'write' | 'killed' | 'power cut'): void {
      const screen = screenOf(app)
      const memory = witness.of(app)
      const isKnown =
        how === 'killed' && screen !== null && memory.open.length === 0 && app.phone.apps().length === 1 && !app.phone.refusedLast
      if (isKnown && app.phone.kind === 'native') screens.set(app.lifter, screen)
      else screens.delete(app.lifter)
    },
    lostPower(phone: Phone, accountId: string, seqs: ReadonlySet<number>): void {
      witness.lost(phone.number, accountId, seqs)
      ledger.lost(phone, accountId)
    },
    opened(app: App): void {
      looked('what is stored can be opened')
      // Another tab may have read what was there before this one wrote; it hears of it a moment later.
      const isBehind = app.phone.apps().length > 1 && world().timeline.nowMs() - witness.of(app).lastToldMs < HEARD_WITHIN_MS
      if (!isBehind) witness.reopened(app)
      ledger.opened(app, app.running()!.engine.outbox.snapshot())
      const before = screens.get(app.lifter)
      screens.delete(app.lifter)
      if (before !== undefined) looked('a restart shows the same screen')
      if (before !== undefined && before !== screenOf(app))
        broken('a restart shows the same screen', `${app.name}: ${before} became ${screenOf(app)}`)
    },
    unavailable(app: App, why: string): void {
      const { storageUnavailable, diskFull } = app.phone.troubles
      if (storageUnavailable) world().tally.struck.storageUnavailable++
      if (!storageUnavailable && diskFull === 'no') broken('what is stored can be opened', `${app.name}: ${why}`)
    },
    /** Everything works again: from here on requests are counted. */
    repaired(phones: readonly Phone[]): void {
      healing = new Map(
        phones.map((phone) => [phone, { waiting: phone.front()?.running()?.engine.outbox.snapshot().waiting.length ?? 0, requests: 0 }]),
      )
    },
    /** A while after everything works again, with nobody helping. */
    atRest(phones: readonly Phone[]): void {
      for (const phone of phones) {
        for (const app of phone.apps()) {
          const running = app.running()
          if (!running) {
            broken('what is stored can be opened', `${app.name} is ${app.phase()}`)
            continue
          }
          looked('what waits goes out by itself')
          const { waiting, paused, lastSilence, nextAttemptAt } = running.engine.outbox.snapshot()
          if (waiting.length > 0) {
            broken('what waits goes out by itself', `${app.name}: ${waiting.length} wait, ${paused ?? lastSilence}, next ${nextAttemptAt}`)
            continue
          }
          looked('no timer without work')
          if (app.timers() > 0) broken('no timer without work', `${app.name} still waits for ${app.timers()} timers`)
          for (const name of app.phone.index.keys())
            if (name.startsWith(pendingCompletionKey(''))) broken('the index says what waits', `${app.name}: ${name} still stands in it`)
        }
        const counted = healing?.get(phone)
        if (counted) looked('few requests after healing')
        if (counted && counted.requests > REQUESTS_FREE + REQUESTS_PER_OPERATION_MAX * counted.waiting)
          broken('few requests after healing', `phone ${phone.number}: ${counted.requests} requests for ${counted.waiting} operations`)
      }
    },
    /** Everybody has pulled what there is. */
    atEnd(phones: readonly Phone[], accountIds: readonly string[]): void {
      for (const phone of phones)
        for (const accountId of accountIds) {
          looked('a later version finds what it wrote')
          if (!phone.diskOf(accountId).keepsNewer())
            broken('a later version finds what it wrote', `phone ${phone.number} has lost a record of one`)
        }
      for (const accountId of accountIds) oracle.compare(accountId)
      for (const phone of phones) {
        const app = phone.front()
        const running = app?.running()
        if (!app || !running) continue
        const { engine } = running
        reached(app, phones.length === 1)
        metAreTold(app)
        const programme = app.programme()
        for (const [sessionId, stored] of world().server.accounts.get(app.accountId)?.sessions ?? []) {
          looked('every device has the same programme')
          const told = programme?.sessions[sessionId]
          if (stored.deleted) {
            if (told) broken('every device has the same programme', `${app.name} still shows ${sessionId}`)
            continue
          }
          if (!told || !isDeepStrictEqual(told.plan, stored.session.plan)) {
            broken('every device has the same programme', `${app.name}: the plan of ${sessionId} is not the server's`)
            continue
          }
          const known = knownOf(engine, sessionId)
          const { sync, status, actualSets } = overlay(told, known)
          const isOpen = known.log !== undefined && known.log.ended === null
          if (isOpen && sync === 'server' && !witness.of(app).discarded.has(sessionId)) goesOnFromNewest(app, sessionId, stored.session)
          if (sync !== 'server' || isOpen || witness.of(app).discarded.has(sessionId)) continue
          looked('every device shows the same outcome')
          const shown = liftedIn({ status, actualSets })
          const server = liftedIn(stored.session)
          if (shown !== server)
            broken('every device shows the same outcome', `${app.name}: ${sessionId} shows ${shown}, the server has ${server}`)
        }
      }
    },
  }
}

const inOrder = (values: Readonly<Record<string, unknown>>): [string, unknown][] =>
  Object.entries(values).sort(([a], [b]) => (a < b ? -1 : 1))

const numbersOf = (set: Pick<ActualSet, 'reps' | 'weight' | 'rpe'> | null): string =>
  set ? `${set.reps} ${set.weight?.value} ${set.rpe}` : 'nothing'

const liftedIn = ({ status, actualSets }: Pick<Session, 'status' | 'actualSets'>): string =>
  JSON.stringify([status, actualSets.map(({ id, reps, weight }) => `${id} ${reps} ${weight?.value}`).sort((a, b) => (a < b ? -1 : 1))])
