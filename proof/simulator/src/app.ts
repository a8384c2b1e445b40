import type { SignedIn, SyncAnswer } from '@holdfast/contract'
import { createGuard, createReport, type Clock, type Report } from '@holdfast/journal'
import { FOREIGN_RECORD, type Answer, type Auth, type Send } from '@holdfast/outbox'
import { createApi, type RawAnswer } from '@holdfast/mobile/sync/server/api.ts'
import { drainInBackground } from '@holdfast/mobile/sync/device/background.ts'
import { createDeviceClock } from '@holdfast/mobile/sync/device/deviceClock.ts'
import type { Engine } from '@holdfast/mobile/sync/engine/engine.ts'
import { openEngine } from '@holdfast/mobile/sync/engine/openEngine.ts'
import { followSigns } from '@holdfast/mobile/sync/engine/followSigns.ts'
import { createNetwork as followNetwork, type Network } from '@holdfast/mobile/sync/device/network.ts'
import { answersOf, requestOf } from '@holdfast/mobile/sync/server/operationRequest.ts'
import type { Platform, TabLease } from '@holdfast/mobile/sync/device/ports.ts'
import { programmeKey, programmeOf, type Programme } from '@holdfast/mobile/sync/server/programme.ts'
import { CACHE_EVERY_MS, createQueries } from '@holdfast/mobile/sync/engine/queryCache.ts'
import { followPlan } from '@holdfast/mobile/store/followPlan.ts'
import { createSessionStore, type SessionState } from '@holdfast/mobile/store/sessionStore.ts'
import { createSyncStore, type SyncState } from '@holdfast/mobile/store/syncStore.ts'
import type { StoreApi } from 'zustand/vanilla'

import type { FaultClass } from './faults.ts'
import type { Phone } from './phone.ts'
import type { ServerRequest } from './server.ts'

/** What runs once somebody is signed in and the storage opened. */
export type Running = { engine: Engine; session: StoreApi<SessionState>; sync: StoreApi<SyncState>; close(): void }

/** One process of the app: a tab, or the app on a phone. The engine and the stores in it are the real ones. */
export type App = {
  readonly phone: Phone
  readonly name: string
  readonly accountId: string
  /** The phone and the account as one name, made once: most of what is looked up is looked up by it. */
  readonly lifter: string
  /** What the server told this process. */
  programme(): Programme | undefined
  /** Ended, or not yet. What an ended process still does reaches nobody. */
  alive(): boolean
  /** `opening`, then one of the others. */
  phase(): 'opening' | 'ready' | 'storageUnavailable'
  running(): Running | null
  /** Runs something inside the process, unless it ended; when it is frozen, once it is not. What it throws is a defect. */
  run(task: () => void): void
  /** The sequence number of the last record this process wrote. */
  lastSeq(): number
  /** When it was granted the lease last (virtual ms); -Infinity without one. */
  grantedAtMs(): number
  /** Timers this process waits for. */
  timers(): number
  end(): void
  freeze(): void
  thaw(): void
  setLifecycle(state: 'foreground' | 'background'): void
  setRadio(connected: boolean): void
  drainInBackground(): void
  /** Throws when it is the day's turn for a callback that does. */
  mayThrow(): void
  /** Whether it still may have to hear of what happened while it was frozen. */
  catchingUp(): boolean
  frozen(): boolean
}

/** One account on one phone, as one name. */
export const lifterOf = (phone: number, accountId: string): string => `${phone} ${accountId}`

/** An exception on purpose, as a part with a defect throws it. */
class Planned extends Error {}

/** How long a thawed process may take to hear what others did meanwhile. */
const CATCH_UP_MS = 3_000
/** Writes that end later take this long at the most. */
const SLOW_WRITE_MS = 400
/** A query without an answer is asked again so often, this long apart (TanStack Query's own waits). */
const PULL_RETRY_MS = [1_000, 2_000] as const

export function startApp(phone: Phone, accountId: string, name: string, fresh: boolean): App {
  const { world } = phone
  const { timeline, chance, exchange, checks } = world
  let alive = true
  let phase: 'opening' | 'ready' | 'storageUnavailable' = 'opening'
  let running: Running | null = null
  let frozen = false
  let waiting: (() => void)[] = []
  let timers = 0
  let lastSeq = 0
  let laterMs = 0
  let caughtUpAtMs = 0
  let grantedAtMs = -Infinity
  const radios = new Set<(connected: boolean | null) => void>()
  const lifecycles = new Set<(state: 'foreground' | 'background') => void>()

  const run = (task: () => void): void => {
    if (!alive) return
    if (frozen) return void waiting.push(task)
    checks.looked('nothing throws')
    try {
      task()
    } catch (error) {
      checks.broken('nothing throws', `${name}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`)
    }
    if (alive) checks.look(self)
  }
  const report: Report = (error, where) => {
    // A part that fails says so, and a record of another version is told of. Anything else is a defect of the app.
    if (error instanceof Planned || where === FOREIGN_RECORD) return
    checks.broken('nothing throws', `${name}, in ${where}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`)
  }
  const strikes = (fault: FaultClass): boolean => {
    const isHit = alive && chance.happens(world.rates[fault])
    if (isHit) world.tally.struck[fault]++
    return isHit
  }
  const throwSometimes = (fault: FaultClass): void => {
    if (strikes(fault)) throw new Planned(fault)
  }
  const clock: Clock = {
    wallMs: () => phone.wallMs(),
    monoMs: () => timeline.nowMs(),
    after(delayMs, callback) {
      let over = false
      timers++
      const ended = (): void => {
        if (!over) timers--
        over = true
      }
      timeline.at(timeline.nowMs() + Math.max(0, delayMs), () => {
        if (over) return
        run(() => {
          if (over) return
          ended()
          callback()
        })
      })
      return ended
    },
  }
  const asksToWake = (wakes: boolean): Promise<void> => {
    if (alive && phone.kind === 'native') phone.wakes = wakes
    return Promise.resolve()
  }
  const later = (task: () => void): void => {
    const isSlow = chance.happens(world.rates.slowDisk)
    if (isSlow) world.tally.struck.slowDisk++
    const tookMs = isSlow ? chance.between(20, SLOW_WRITE_MS) : chance.below(3)
    laterMs = Math.max(laterMs, timeline.nowMs() + tookMs)
    timeline.at(laterMs, () => run(task))
  }

  const deviceClock = createDeviceClock(clock)
  const token = { value: '', untilMs: 0 }
  const takeSignIn = (signedIn: SignedIn, known: boolean): void => {
    token.value = signedIn.accessToken
    token.untilMs = known ? timeline.nowMs() + (signedIn.expiresIn - 60) * 1000 : Infinity
    phone.remember(signedIn)
  }
  takeSignIn(phone.signedInAs(accountId), fresh)

  const ask = (request: ServerRequest, done: (raw: RawAnswer) => void): (() => void) =>
    exchange.request(phone.line, token.value, request, (raw) => {
      run(() => {
        network.sign({ kind: 'request', answered: raw.answered && raw.json !== undefined })
        done(raw)
      })
    })
  const get = (path: string, done: (raw: RawAnswer) => void) => ask({ method: 'GET', path, headers: {}, body: undefined }, done)

  const send: Send = (operations, done) => {
    if (!alive) return () => {}
    let over = false
    const ended = (answers: readonly Answer[]): void => {
      if (over) return
      over = true
      checks.answered(self, operations, answers)
      done(answers)
    }
    const soon = (answers: readonly Answer[]): void => void timeline.at(timeline.nowMs(), () => run(() => ended(answers)))
    // Thawed, and not told yet that another tab sends.
    if (lease && !phone.locks.isHeldBy(accountId, self)) {
      soon(operations.map(() => ({ kind: 'unanswered', why: 'network' })))
      return () => (over = true)
    }
    checks.sending(self, operations)
    if (strikes('throwingSender')) {
      checks.answered(self, operations, [])
      throw new Planned('no socket')
    }
    const isHeard = !strikes('silentSender')
    if (isHeard && timeline.nowMs() >= token.untilMs) soon([{ kind: 'unauthorized' }])
    else if (isHeard) {
      const { method, path, headers, body } = requestOf(operations, deviceClock)
      ask({ method, path, headers, body }, (raw) => {
        if (!over && raw.answered && raw.status === 429) checks.askedForQuiet(self, raw.headers.get('retry-after'), raw.headers.get('date'))
        const isTooOld = !over && raw.answered && raw.status === 426
        ended(answersOf(operations, raw))
        if (isTooOld) checks.toldToUpdate(self)
      })
    }
    return () => {
      if (!over) checks.answered(self, operations, [])
      over = true
    }
  }
  let renewals: ((outcome: 'renewed' | 'refused' | 'unanswered') => void)[] = []
  const auth: Auth = {
    refresh(done) {
      renewals.push(done)
      if (renewals.length > 1) return
      const ended = (outcome: 'renewed' | 'refused' | 'unanswered'): void => {
        const heard = renewals
        renewals = []
        for (const one of heard) one(outcome)
      }
      // Another tab may have renewed already.
      const kept = phone.signedInAs(accountId)
      if (kept.accessToken !== token.value && !fresh) {
        takeSignIn(kept, false)
        return void timeline.at(timeline.nowMs(), () => run(() => ended('renewed')))
      }
      ask({ method: 'POST', path: '/v1/auth/refresh', headers: {}, body: { refreshToken: kept.refreshToken } }, (raw) => {
        if (raw.answered && raw.status === 200 && raw.json !== undefined) {
          takeSignIn(raw.json as SignedIn, true)
          return ended('renewed')
        }
        ended(raw.answered && raw.status === 401 && raw.json !== undefined ? 'refused' : 'unanswered')
      })
    },
  }

  const queries = createQueries()
  const key = programmeKey(accountId)
  const programme = (): Programme | undefined => programmeOf(queries, accountId)
  const keep = (): void => {
    const now = programme()
    if (alive && now) phone.caches.set(accountId, now)
  }
  let keepsSoon = false
  let pulling = false
  let pullAgain = false
  const pull = (tries: number): void => {
    const engine = running?.engine
    if (!engine) return
    pulling = true
    const failed = (): void => {
      const waitMs = PULL_RETRY_MS[tries]
      if (waitMs !== undefined) return void clock.after(waitMs, () => pull(tries + 1))
      pulling = false
    }
    const askedAtMs = clock.wallMs()
    get(`/v1/sync?cursor=${programme()?.cursor ?? 0}`, (raw) => {
      if (raw.answered && raw.status === 401 && raw.json !== undefined) {
        return auth.refresh((outcome) => (outcome === 'renewed' ? pull(tries + 1) : (pulling = false)))
      }
      if (!raw.answered || raw.status !== 200 || raw.json === undefined) return failed()
      const page = raw.json as SyncAnswer
      checks.pulled(self)
      engine.takePage(page, askedAtMs)
      keep()
      if (page.more || pullAgain) {
        pullAgain = false
        return pull(0)
      }
      pulling = false
    })
  }
  // Pulled by the clock of this day rather than by promises.
  queries.prefetchQuery = () => {
    if (pulling) pullAgain = true
    else pull(0)
    return Promise.resolve()
  }

  const lease: TabLease | undefined =
    phone.kind === 'web'
      ? {
          request: (granted, lost) =>
            phone.locks.request(
              accountId,
              self,
              () => {
                grantedAtMs = timeline.nowMs()
                run(granted)
              },
              () => run(lost),
            ),
          need: (now) => phone.locks.need(accountId, self, now),
          isMine: () => Promise.resolve(true),
        }
      : undefined
  const platform: Platform = {
    clock,
    report,
    random: { id: () => chance.id(), unit: () => chance.unit() },
    journalLocation: (account) =>
      phone.diskOf(account).place({
        alive: () => alive,
        fault: (_generation, replica, writes) => (alive ? phone.faultAt(writes, replica) : null),
        die: (how) => phone.die(self, how),
        later: phone.kind === 'web' ? later : null,
        unavailable: () => phone.troubles.storageUnavailable,
        wrote(written) {
          phone.refusedLast = false
          lastSeq = Number(written.slice(0, 16))
        },
      }),
    tabs: (account) =>
      phone.kind === 'web'
        ? {
            announce: () => phone.announce(self, account),
            onAnnounced: (callback) => phone.hear(self, account, () => run(callback)),
          }
        : undefined,
    lease: () => lease,
    signInTabs: undefined,
    oneTabAtATime: (_name, task) => task(),
    secrets: elsewhere.texts,
    cache: elsewhere.texts,
    index: {
      keys: () => [...phone.index.keys()],
      read: (name_) => phone.index.get(name_) ?? null,
      write: (name_, text) => void (alive && phone.index.set(name_, text)),
      remove: (name_) => void (alive && phone.index.delete(name_)),
    },
    radio: {
      watch(callback) {
        radios.add(callback)
        return () => radios.delete(callback)
      },
    },
    lifecycle: {
      watch(callback) {
        lifecycles.add(callback)
        return () => lifecycles.delete(callback)
      },
    },
    feel: { saved() {}, refused() {}, restOver() {}, chime() {}, prepareChime: () => () => {}, keepAwake: () => () => {} },
    restAlert: { schedule() {}, cancel() {} },
    background: { register: () => asksToWake(true), unregister: () => asksToWake(false) },
    share: elsewhere.share,
    storage: elsewhere.storage,
    pickFile: () => Promise.resolve(null),
    fetch: elsewhere.fetch,
    apiOrigin: 'http://sim',
  }

  const network: Network = followNetwork(clock, (ended) => get('/v1/server', () => ended()), createGuard(createReport(report)))
  const signIn = {
    get signedIn() {
      return phone.signedInAs(accountId)
    },
    token: () => Promise.resolve(token.value),
    renew: () => Promise.resolve('unanswered' as const),
  }
  followSigns(platform, network, () => running?.engine ?? null)

  const self: App = {
    phone,
    name,
    accountId,
    lifter: lifterOf(phone.number, accountId),
    programme,
    alive: () => alive,
    phase: () => phase,
    running: () => running,
    run,
    lastSeq: () => lastSeq,
    timers: () => timers,
    grantedAtMs: () => grantedAtMs,
    end() {
      alive = false
      running = null
      phone.locks.release(self)
    },
    freeze() {
      frozen = true
    },
    thaw() {
      frozen = false
      caughtUpAtMs = timeline.nowMs() + CATCH_UP_MS
      const missed = waiting
      waiting = []
      for (const task of missed) run(task)
    },
    setLifecycle: (state) => run(() => lifecycles.forEach((callback) => callback(state))),
    setRadio: (connected) => run(() => radios.forEach((callback) => callback(connected))),
    drainInBackground() {
      run(() => {
        if (running) drainInBackground(platform, running.engine.outbox, () => {})
      })
    },
    mayThrow: () => throwSometimes('throwingCallback'),
    frozen: () => frozen,
    catchingUp: () => timeline.nowMs() < caughtUpAtMs,
  }

  const open = (): void => {
    const cached = phone.caches.get(accountId)
    if (cached) queries.setQueryData(key, cached)
    const kept = { flush: keep, stop() {} }
    openEngine({ platform, api, queries, kept, signIn, deviceClock, send, auth, ...(lease ? { lease } : {}) }, (answer) => {
      if (!alive) return
      if (!answer.open) {
        phase = 'storageUnavailable'
        return checks.unavailable(self, answer.why)
      }
      const { engine } = answer
      const session = createSessionStore(engine, { getState: () => ({ restAuto: true }) })
      const stopFollowing = followPlan(engine, session)
      const screen = createSyncStore(engine, network, clock)
      for (const listened of [engine.outbox, engine.logs, engine.activity, network, session, screen.sync])
        listened.subscribe(() => throwSometimes('throwingListener'))
      const stopKeeping = queries.getQueryCache().subscribe(() => {
        if (keepsSoon) return
        keepsSoon = true
        clock.after(CACHE_EVERY_MS, () => {
          keepsSoon = false
          keep()
        })
      })
      phase = 'ready'
      running = {
        engine,
        session,
        sync: screen.sync,
        close() {
          stopKeeping()
          stopFollowing()
          screen.close()
          engine.close()
        },
      }
      checks.opened(self)
      pull(0)
    })
  }
  run(open)
  return self
}

/** What the simulated parts never ask for: a call of it is a defect. */
const never = (): never => {
  throw new Error('the simulator has no such thing')
}
const elsewhere = {
  texts: {
    read: () => Promise.resolve(null),
    write: () => Promise.resolve(),
    remove: () => Promise.resolve(),
    change: () => Promise.resolve(null),
  },
  share: { text: () => Promise.resolve(), copy: () => Promise.resolve() },
  storage: {
    space: () => Promise.resolve(null),
    protection: () => Promise.resolve('phone' as const),
    protect: () => Promise.resolve(true),
  },
  fetch: never as unknown as typeof fetch,
}
const api = createApi({ fetch: elsewhere.fetch, origin: 'http://sim' })
