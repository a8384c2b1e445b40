import type { Clock } from '@holdfast/journal'
import type { Attention, Operation, OutboxSnapshot } from '@holdfast/outbox'
import { createStore, type StoreApi } from 'zustand/vanilla'
import { shallow } from 'zustand/vanilla/shallow'
import type { BackgroundRun } from '../sync/device/background.ts'
import { bannerAfter, bannerPasses, noBanner, stripOf, type Banner, type BannerFacts, type Strip } from '../sync/views/banner.ts'
import { openConflictOf, type OpenConflict } from '../sync/engine/conflicts.ts'
import {
  discardChange,
  isLatestStatement,
  keepHere,
  restoreChange,
  saveSeparately,
  acknowledgeConflict,
  tryAgain,
} from '../sync/engine/decisions.ts'
import { DISCARDED_MS, SENT_MS, type ActivityState, type Discarded, type Sent } from '../sync/engine/activity.ts'
import type { Engine } from '../sync/engine/engine.ts'
import { waitsOf } from '../sync/engine/known.ts'
import type { Network } from '../sync/device/network.ts'
import { placeOfSet } from '../sync/views/placeOfSet.ts'
import { followProgramme, programmeOf, type Programme } from '../sync/server/programme.ts'
import { guardedStore } from './guardedStore.ts'

/** How far a set has been sent. `none`: it is not logged. */
export type SetMark = 'none' | 'device' | 'waiting' | 'server' | 'attention'

/** A change that was discarded, and whether it can still be sent. */
export type DiscardedChange = Discarded & { restorable: boolean }

/** The state of sending and of the network for screens, and the actions that a lifter can take. */
export type SyncState = {
  /** Operations without a verdict, in order. */
  waiting: readonly Operation[]
  /** Rejected operations, until the lifter decides. */
  attention: readonly Attention[]
  /** What the server applied lately, newest first. */
  sent: readonly Sent[]
  /** What the lifter discarded lately, or keeps on this device only, newest first. */
  discarded: readonly DiscardedChange[]
  /** Conflicts that the lifter has not acknowledged. */
  conflicts: readonly OpenConflict[]
  sending: boolean
  paused: OutboxSnapshot['paused']
  online: 'unknown' | 'online' | 'offline'
  /** The state of the connection. */
  banner: Banner
  /** What the strip at the top shows: the connection, or something more important. */
  strip: Strip
  /** Unix epoch, ms; null before the first. */
  lastSyncAt: number | null
  oldestWaitingAt: number | null
  /** Something waits for longer than a lifter expects. */
  late: boolean
  lastSilence: string | null
  nextAttemptAt: number | null
  /** The last background runs, newest first. */
  backgroundRuns: readonly BackgroundRun[]
  /** How far a logged set has been sent: the shape of its mark. */
  markOf(sessionId: string, setId: string): SetMark
  /** Sends a rejected operation again; a completion with the current log. Throws when `id` needs no decision. */
  retry(id: string): void
  /** Discards a rejected operation; it can be restored for a month. Throws when `id` needs no decision. */
  discard(id: string): void
  restore(id: string): void
  /** Keeps the rejected operations of a session on this device only. */
  keepHere(sessionId: string): void
  /** Sends the rejected operations of a session that the server no longer has, as a workout outside the programme. */
  saveSeparately(sessionId: string): void
  /** Records that the lifter knows of the conflict. */
  acknowledgeConflict(sessionId: string): void
  syncNow(): void
  /** Exports one session of this device: as JSON, and as readable text. */
  exportSession(sessionId: string): { json: string; text: string }
  /** How often this process has sent an operation. */
  attemptsOf(id: string): number
  /** Frees space for what could not be stored, and stores it again. */
  freeSpace(): void
  /** A report for someone who helps, without anything that a person typed. */
  diagnostics(): string
}

type Actions = { [K in keyof SyncState as SyncState[K] extends (...args: never[]) => unknown ? K : never]: SyncState[K] }

/** A set is shown as waiting only when a lifter would wonder: offline, or unsent for this many ms. */
const WAITS_AFTER_MS = 10_000
/** How many ms between two checks while something changes with time alone. */
const LOOK_AGAIN_MS = 500

/** The outbox and the network as screens see them. `close` stops following them; it is called after a sign-out. */
export function createSyncStore(engine: Engine, network: Network, clock: Clock): { sync: StoreApi<SyncState>; close(): void } {
  const { outbox, queries, activity } = engine
  let bannerState = noBanner
  let cancelLook: (() => void) | null = null
  const programme = (): Programme | undefined => programmeOf(queries, engine.account.id)

  let attention: readonly Attention[] = []
  let banner: Banner = noBanner.banner
  let strip: Strip = noBanner.banner
  const activityShown = followedActivity(engine, clock)
  const conflicts = followedConflicts(engine, programme)
  const look = (): Omit<SyncState, keyof Actions> => {
    const snapshot = outbox.snapshot()
    const { waiting, paused, lastSilence } = snapshot
    attention = steady(attention, snapshot.attention, Object.is)
    const online = network.state()
    const sending = snapshot.sending.length > 0
    const late = snapshot.oldestAt !== null && clock.wallMs() - snapshot.oldestAt > WAITS_AFTER_MS
    const facts: BannerFacts = {
      connectivity: online,
      silent: network.silent(),
      keptOut: network.keptOut(),
      waiting: waiting.length,
      sending,
      lastSilence,
      late,
      paused,
      attention: attention.length,
    }
    bannerState = bannerAfter(bannerState, facts, clock.monoMs())
    banner = steadyWords(banner, bannerState.banner)
    strip = steadyWords(strip, stripOf(bannerState, facts))
    return {
      waiting,
      attention,
      ...activityShown(),
      conflicts: conflicts(),
      sending,
      paused,
      online,
      banner,
      strip,
      lastSyncAt: programme()?.pulledAt || null,
      oldestWaitingAt: snapshot.oldestAt,
      late,
      lastSilence,
      nextAttemptAt: snapshot.nextAttemptAt,
      backgroundRuns: engine.backgroundRuns(),
    }
  }
  const attentionOf = (id: string): Attention => {
    const found = outbox.snapshot().attention.find(({ operation }) => operation.id === id)
    if (!found) throw new Error(`${id} is not waiting for a decision`)
    return found
  }

  const sync = createStore<SyncState>()((_set, get) => ({
    ...look(),
    markOf(sessionId, setId) {
      const log = engine.logs.current().logs[sessionId]
      const set = log?.actualSets[setId]
      if (!log || !set) return 'none'
      const place = placeOfSet(engine, log, set)
      switch (place.at) {
        case 'here':
          return 'device'
        case 'server':
        case 'attention':
          return place.at
        case 'waiting':
          return network.state() === 'offline' || clock.wallMs() - place.sinceMs > WAITS_AFTER_MS ? 'waiting' : 'device'
      }
    },
    retry: (id) => tryAgain(engine, attentionOf(id)),
    discard: (id) => discardChange(engine, attentionOf(id)),
    restore(id) {
      const gone = get().discarded.find(({ operation }) => operation.id === id)
      if (gone) restoreChange(engine, gone)
    },
    keepHere: (sessionId) => keepHere(engine, sessionId),
    saveSeparately: (sessionId) => saveSeparately(engine, sessionId),
    acknowledgeConflict(sessionId) {
      const conflict = get().conflicts.find((one) => one.sessionId === sessionId)
      if (conflict) acknowledgeConflict(engine, sessionId, conflict.revisionCount, programme()?.sessions[sessionId])
    },
    syncNow: () => engine.syncNow(),
    exportSession: (sessionId) => engine.exportSession(sessionId),
    attemptsOf: (id) => outbox.events.filter((event) => event.kind === 'sent' && event.id === id).length,
    freeSpace: () => void engine.freeSpace(),
    diagnostics: () => engine.diagnostics(),
  }))

  const follow = (): void => {
    // Most events change nothing that is shown here. Then the state must not be set.
    const before = sync.getState()
    const now = look()
    // The whole state is replaced, because merging forty keys is the slowest part of a ✓ here.
    if (keysOf(now).some((name) => now[name] !== before[name])) sync.setState({ ...before, ...now }, true)
    if (cancelLook || !passes()) return
    cancelLook = clock.after(LOOK_AGAIN_MS, () => {
      cancelLook = null
      follow()
    })
  }
  // Only the time until "waiting", and the banner, change with time alone.
  const passes = (): boolean => {
    const { oldestWaitingAt } = sync.getState()
    const soonWaiting = oldestWaitingAt !== null && clock.wallMs() - oldestWaitingAt < WAITS_AFTER_MS + LOOK_AGAIN_MS
    return bannerPasses(bannerState) || soonWaiting
  }
  const following = [
    outbox.subscribe(follow),
    network.subscribe(follow),
    activity.subscribe(follow),
    followProgramme(queries, engine.account.id, follow),
  ]
  return {
    sync: guardedStore(sync, engine.guard),
    close() {
      for (const stop of following) stop()
      cancelLook?.()
    },
  }
}

const keysOf = <T extends object>(value: T): (keyof T)[] => Object.keys(value) as (keyof T)[]

/** The banner or strip from before while it says the same: a screen that shows it is not rendered again. */
const steadyWords = <T extends Strip>(before: T, now: T): T => (shallow(before, now) ? before : now)

/** The list from before while it holds the same: screens that show it are not asked about every set. */
function steady<T>(before: readonly T[], now: readonly T[], isSame: (one: T, other: T) => boolean): readonly T[] {
  return before.length === now.length && now.every((value, index) => isSame(value, before[index]!)) ? before : now
}

const isSameDiscarded = (one: DiscardedChange, other: DiscardedChange): boolean =>
  one.operation === other.operation && one.at === other.at && one.keptHere === other.keptHere && one.restorable === other.restorable

/** The lists of the activity; the same arrays until one of them changes. */
function followedActivity(engine: Engine, clock: Clock): () => Pick<SyncState, 'sent' | 'discarded'> {
  let of: ActivityState | null = null
  let seen: OutboxSnapshot | null = null
  let shown: Pick<SyncState, 'sent' | 'discarded'> = { sent: [], discarded: [] }
  return () => {
    const state = engine.activity.current()
    const snapshot = engine.outbox.snapshot()
    if (state === of && snapshot === seen) return shown
    of = state
    seen = snapshot
    const nowMs = clock.wallMs()
    const sent = state.sent.filter(({ at }) => nowMs - at < SENT_MS)
    const discarded = state.discarded
      .filter(({ at, keptHere: kept }) => kept || nowMs - at < DISCARDED_MS)
      .map((gone) => ({ ...gone, restorable: isLatestStatement(engine, gone) }))
    shown = { sent: steady(shown.sent, sent, Object.is), discarded: steady(shown.discarded, discarded, isSameDiscarded) }
    return shown
  }
}

/**
 * The open conflicts, computed again only when something about them changed. Only sessions with a conflict in a verdict, or with revisions
 * on the server, are checked. Those are few, however many sessions this device ended.
 */
function followedConflicts(engine: Engine, programme: () => Programme | undefined): () => readonly OpenConflict[] {
  let shown: readonly OpenConflict[] = []
  let of: readonly unknown[] = []
  const keptLogs = followedKeptLogs()
  return () => {
    const { activity } = engine
    const sessions = programme()?.sessions
    const now = [activity.current(), sessions, engine.outbox.snapshot()]
    if (now.every((value, index) => value === of[index])) return shown
    of = now
    const found = [...new Set([...activity.met, ...keptLogs(sessions)])].flatMap((sessionId) => {
      const told = activity.toldOf(sessionId)
      return (told && openConflictOf(told, sessions?.[sessionId], sessionId, waitsOf(engine, sessionId))) ?? []
    })
    // Equal conflicts are the same array: a screen that shows none is not drawn again for every set.
    if (JSON.stringify(found) !== JSON.stringify(shown)) shown = found
    return shown
  }
}

/** The sessions with revisions on the server, collected once for each answer of the server. */
function followedKeptLogs(): (sessions: Programme['sessions'] | undefined) => readonly string[] {
  let of: Programme['sessions'] | undefined
  let ids: readonly string[] = []
  return (sessions) => {
    if (sessions === of) return ids
    of = sessions
    ids = Object.values(sessions ?? {}).flatMap(({ id, revisionCount }) => (revisionCount > 0 ? [id] : []))
    return ids
  }
}
