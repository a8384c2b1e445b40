import type { Attention, Operation, OutboxSnapshot } from '@holdfast/outbox'
import { createStore, type StoreApi } from 'zustand/vanilla'
import { bannerAfter, bannerPasses, noBanner, type Banner } from '../sync/banner.ts'
import type { BackgroundRun } from '../sync/background.ts'
import type { Engine } from '../sync/engine.ts'
import type { Network } from '../sync/network.ts'
import type { Clock } from '@holdfast/journal'
import { laneOf, setSlot } from '../sync/operations.ts'
import { programmeKey, type Programme } from '../sync/programme.ts'

/** How far a set has come. `none` is not logged at all. */
export type SetMark = 'none' | 'device' | 'waiting' | 'server' | 'attention'

export type SyncState = {
  /** Pending operations: not settled yet, in order. */
  waiting: readonly Operation[]
  /** Refused operations, kept until the lifter decides. */
  attention: readonly Attention[]
  /** How many sessions something waits for: what a lifter counts. */
  waitingSessions: number
  sending: boolean
  paused: OutboxSnapshot['paused']
  online: 'unknown' | 'online' | 'offline'
  banner: Banner
  /** Unix epoch, ms; null before the first. */
  lastSyncAt: number | null
  oldestWaitingAt: number | null
  lastSilence: string | null
  nextAttemptAt: number | null
  /** The last times the system woke the app to send, newest first. */
  backgroundRuns: readonly BackgroundRun[]
  /** How far a logged set has come: the shape of its mark. */
  markOf(sessionId: string, setId: string): SetMark
  retry(id: string): void
  discard(id: string): void
  syncNow(): void
}

/** A set is only said to wait when a lifter would wonder: offline, or unsent for this long. */
const WAITS_AFTER_MS = 10_000
/** How often to look again while something changes by time alone. */
const LOOK_AGAIN_MS = 500

/** The outbox and the network as screens see them. */
export function createSyncStore(engine: Engine, network: Network, clock: Clock): StoreApi<SyncState> {
  const { outbox, queries } = engine
  const key = programmeKey(engine.account.id)
  let bannerState = noBanner
  let looking = false

  const look = (): Omit<SyncState, 'markOf' | 'retry' | 'discard' | 'syncNow'> => {
    const snapshot = outbox.snapshot()
    const online = network.state()
    bannerState = bannerAfter(bannerState, online, snapshot.waiting.length, clock.monoMs())
    return {
      waiting: snapshot.waiting,
      attention: snapshot.attention,
      waitingSessions: new Set(snapshot.waiting.map(({ lane }) => lane)).size,
      sending: snapshot.sending.length > 0,
      paused: snapshot.paused,
      online,
      banner: bannerState.banner,
      lastSyncAt: queries.getQueryData<Programme>(key)?.pulledAt ?? null,
      oldestWaitingAt: snapshot.oldestAt,
      lastSilence: snapshot.lastSilence,
      nextAttemptAt: snapshot.nextAttemptAt,
      backgroundRuns: engine.backgroundRuns(),
    }
  }

  return createStore<SyncState>()((set, get) => {
    const follow = (): void => {
      set(look())
      if (looking || !passes()) return
      looking = true
      clock.after(LOOK_AGAIN_MS, () => {
        looking = false
        follow()
      })
    }
    // Counting down to "waiting" and bannering are the only things here that change with nobody doing anything.
    const passes = (): boolean => {
      const { online, oldestWaitingAt } = get()
      const soonWaiting = oldestWaitingAt !== null && clock.wallMs() - oldestWaitingAt < WAITS_AFTER_MS + LOOK_AGAIN_MS
      return bannerPasses(bannerState, online === 'online') || soonWaiting
    }
    outbox.subscribe(follow)
    network.subscribe(follow)
    engine.logs.subscribe(follow)
    queries.getQueryCache().subscribe((event) => {
      if (event.type === 'updated' && event.query.queryKey[0] === key[0]) follow()
    })

    return {
      ...look(),
      markOf(sessionId, setId) {
        const state = outbox.stateOf(setSlot(sessionId, setId), laneOf(sessionId))
        const logged = engine.logs.current().logs[sessionId]?.actualSets[setId]
        if (!logged) return 'none'
        switch (state?.at) {
          case undefined:
          case 'applied':
            return 'server'
          case 'attention':
            return 'attention'
          case 'discarded':
            return 'device'
          case 'waiting':
            return network.state() === 'offline' || clock.wallMs() - state.operation.createdAt > WAITS_AFTER_MS ? 'waiting' : 'device'
        }
      },
      retry: (id) => outbox.retry(id),
      discard: (id) => outbox.discard(id),
      syncNow: () => engine.syncNow(),
    }
  })
}
