import type { SignedIn } from '@holdfast/contract'
import type { Programme } from '@holdfast/mobile/sync/server/programme.ts'
import { startApp, type App } from './app.ts'
import { createDisk, type Disk, type WriteFault } from './disk.ts'
import { createLocks, type Locks } from './locks.ts'
import type { FaultClass } from './faults.ts'
import type { Line } from './network.ts'
import type { World } from './world.ts'

/** What is wrong with a phone's storage for a while. */
export type Troubles = { diskFull: 'no' | 'every side' | 'the last side'; storageUnavailable: boolean }

/** One device: what it keeps when its processes end, and the processes on it. */
export type Phone = {
  readonly world: World
  readonly number: number
  readonly kind: 'native' | 'web'
  readonly line: Line
  readonly troubles: Troubles
  /** The last write was refused: what it was about may stand on one side, and come back after a restart. */
  refusedLast: boolean
  readonly index: Map<string, string>
  readonly caches: Map<string, Programme>
  readonly locks: Locks
  /** Whether the system is asked to wake the app. A browser wakes nobody. */
  wakes: boolean
  wallMs(): number
  jump(byMs: number): void
  diskOf(accountId: string): Disk
  signedInAs(accountId: string): SignedIn
  remember(signedIn: SignedIn): void
  /** What the next write of any process here meets. */
  faultAt(key: string, replica: number): WriteFault | null
  /** Kills the app at a write that is still to come, counted from 1; at more than one when asked more than once. */
  dieAtWrite(write: number, how: WriteFault): void
  /** Writes since the start, of every process. */
  writes(): number
  announce(from: App, accountId: string): void
  hear(app: App, accountId: string, callback: () => void): () => void
  /** A process ended inside something it did. */
  die(app: App, how: string): void
  /** Another version of the app runs on the phone for a moment. */
  update(): void
  /** Every process here. */
  apps(): readonly App[]
  /** The one the lifter looks at; null while the phone is off. */
  front(): App | null
  open(): void
  openTab(): void
  closeTab(): void
  otherTab(): void
  /** Ends every process, by the system or because the battery died. It is opened again after a while. */
  off(how: 'killed' | 'power cut', offMs: number): void
  signInAs(accountId: string): void
  readonly account: string
}

export function createPhone(world: World, number: number, kind: 'native' | 'web', skewMs: number, first: string): Phone {
  const { timeline, story, chances, checks } = world
  const disks = new Map<string, Disk>()
  const signIns = new Map<string, SignedIn>()
  const hearing = new Map<App, { accountId: string; callback: () => void }>()
  let shiftMs = skewMs
  let account = first
  let apps: App[] = []
  let front: App | null = null
  let started = 0
  let writes = 0
  const deaths = new Map<number, WriteFault>()
  let opensAt: (() => void) | null = null
  const where = `phone ${number}` as const
  if (skewMs !== 0) world.tally.struck.skew++

  const openLater = (afterMs: number): void => {
    opensAt?.()
    opensAt = timeline.at(timeline.nowMs() + afterMs, () => {
      opensAt = null
      self.open()
    })
  }
  const ended = (app: App): void => {
    app.end()
    hearing.delete(app)
    apps = apps.filter((one) => one !== app)
    if (front === app) front = apps.at(-1) ?? null
  }
  const start = (fresh: boolean): void => {
    story.note(where, 'act', started === 0 ? 'opens the app' : apps.length > 0 ? 'opens another tab' : 'opens the app again')
    const app = startApp(self, account, `${number}.${++started}`, fresh)
    // It may have died while it opened.
    if (app.alive()) {
      apps.push(app)
      front = app
    }
  }
  /** The battery is out: every process ends, and the disks lose what was not committed. */
  const losePower = (): void => {
    for (const app of apps) {
      checks.died(app, 'power cut')
      ended(app)
    }
    for (const [accountId, disk] of disks) checks.lostPower(self, accountId, disk.cutPower(chances.disk))
  }
  const misfortunes = (): void => {
    for (const [name, how] of [
      ['emptySide', 'empty'],
      ['spoiltRecord', 'flip'],
    ] as const) {
      if (!chances.disk.happens(world.rates[name])) continue
      const words = self.diskOf(account).damage(chances.disk, how)
      if (!words) continue
      world.tally.struck[name]++
      story.note(`disk ${number}`, 'fault', words)
    }
    if (chances.disk.happens(world.rates.cacheLost)) {
      if (self.caches.size > 0) world.tally.struck.cacheLost++
      self.caches.clear()
      story.note(`disk ${number}`, 'fault', 'the cached programme is gone')
    }
    if (chances.disk.happens(world.rates.indexLost)) {
      if (self.index.size > 0) world.tally.struck.indexLost++
      self.index.clear()
      story.note(`disk ${number}`, 'fault', 'the index is gone')
    }
  }

  const self: Phone = {
    world,
    number,
    kind,
    line: { number, radio: true, portal: false },
    troubles: { diskFull: 'no', storageUnavailable: false },
    refusedLast: false,
    index: new Map(),
    caches: new Map(),
    locks: createLocks(timeline),
    wakes: false,
    wallMs: () => world.startedAtMs + timeline.nowMs() + shiftMs,
    jump(byMs) {
      shiftMs += byMs
    },
    diskOf(accountId) {
      const disk = disks.get(accountId) ?? createDisk(kind === 'native' ? { replicas: 2, strict: false } : { replicas: 1, strict: true })
      disks.set(accountId, disk)
      return disk
    },
    signedInAs(accountId) {
      const signedIn = signIns.get(accountId) ?? world.exchange.signIn(accountId)
      signIns.set(accountId, signedIn)
      return signedIn
    },
    remember: (signedIn) => void signIns.set(signedIn.account.id, signedIn),
    faultAt(key, replica) {
      writes++
      const planned = deaths.get(writes)
      if (planned) return planned
      const { disk } = chances
      const { rates, tally } = world
      const strikes = (name: FaultClass): boolean => {
        const isHit = disk.happens(rates[name] * 0.1)
        if (isHit) tally.struck[name]++
        return isHit
      }
      if (strikes('killedBeforeWrite')) return 'dieBefore'
      if (strikes('killedAfterWrite')) return 'dieAfter'
      if (strikes('tornWrite')) return 'dieTorn'
      if (key === 'drop') return null
      const { diskFull, storageUnavailable } = self.troubles
      const isFull = diskFull === 'every side' || (diskFull === 'the last side' && replica === (kind === 'native' ? 1 : 0))
      if (!isFull && !storageUnavailable) return null
      tally.struck[isFull ? 'diskFull' : 'storageUnavailable']++
      self.refusedLast = true
      return isFull ? 'full' : 'unavailable'
    },
    dieAtWrite: (write, how) => void deaths.set(write, how),
    writes: () => writes,
    announce(from, accountId) {
      for (const [app, heard] of hearing) {
        if (app !== from && heard.accountId === accountId) timeline.at(timeline.nowMs() + chances.disk.below(20), heard.callback)
      }
    },
    hear(app, accountId, callback) {
      hearing.set(app, { accountId, callback })
      return () => hearing.delete(app)
    },
    die(app, how) {
      const isPowerCut = chances.disk.happens(world.rates.powerCut)
      story.note(where, 'fault', `dies: ${how}${isPowerCut ? ', and so does the battery' : ''}`)
      checks.died(app, 'write')
      ended(app)
      if (isPowerCut) losePower()
      // After a planned death the rest of the day finds the app open again.
      if (apps.length === 0) openLater(deaths.has(writes) ? 10 : chances.disk.pick([10, 2_000, 60_000]))
      else timeline.at(timeline.nowMs() + 1_000, () => front?.setLifecycle('foreground'))
    },
    apps: () => apps,
    front: () => front,
    open() {
      if (apps.length > 0) return
      misfortunes()
      start(false)
    },
    update() {
      self.off('killed', 1_500)
      if (apps.length > 0) return
      world.tally.struck.update++
      story.note(where, 'fault', 'a later version of the app was here')
      self.diskOf(account).newerAppWrote()
      if (!chances.disk.happens(world.rates.otherShape)) return
      world.tally.struck.otherShape++
      story.note(where, 'fault', 'another version left a record in a shape of its own')
      self.diskOf(account).otherShapeWritten(chances.disk)
    },
    openTab() {
      if (kind !== 'web' || apps.length !== 1) return
      world.tally.struck.secondTab++
      start(false)
    },
    closeTab() {
      if (apps.length < 2) return
      const last = apps.at(-1)!
      story.note(where, 'act', `closes tab ${last.name}`)
      last.running()?.close()
      ended(last)
      front?.setLifecycle('foreground')
    },
    otherTab() {
      if (apps.length < 2) return
      front = apps.find((app) => app !== front)!
      front.setLifecycle('foreground')
    },
    off(how, offMs) {
      if (apps.length === 0) return
      story.note(where, 'fault', how)
      for (const app of apps) {
        checks.died(app, how)
        ended(app)
      }
      if (how === 'power cut') losePower()
      openLater(offMs)
    },
    signInAs(accountId) {
      for (const app of apps) {
        checks.died(app, 'killed')
        app.running()?.close()
        ended(app)
      }
      apps = []
      front = null
      account = accountId
      signIns.set(accountId, world.exchange.signIn(accountId))
      start(true)
    },
    get account() {
      return account
    },
  }
  return self
}
