import FakeTimers from '@sinonjs/fake-timers'
import { newNetwork, newServer, type Fate, type Network } from '../../lib/network.ts'
import { operationOf } from '../../lib/operation.ts'
import type { OpenOptions, Peer, Queue } from '../../lib/peer.ts'
import { memoryStore, watched, type Watched } from '../../lib/store.ts'
import { memoryLocation, type Disks } from '@holdfast/journal/testing'
import { holdfast } from '../../peers/holdfast.mjs'

/** What became of the set. */
export type Outcome = 'kept' | 'told' | 'stuck' | 'lost' | 'doubled' | 'reordered'

export type World = Awaited<ReturnType<typeof newWorld>>

type Phone = { network: Network; store: Watched; cut(): void; queue: Queue }

const { setImmediate: soon } = globalThis
/** What already has everything it waits for goes on; whoever waits for time or the network does not. */
const settle = async () => {
  for (let turn = 0; turn < 30; turn++) await new Promise((resolve) => soon(resolve))
}

/** A phone with one queue on it, its server, the road between them, and time that only goes on when it is told to. */
export async function newWorld(peer: Peer, options: OpenOptions) {
  const server = newServer()
  const kept = new Map<string, string>()
  const disks: Disks = new Map()
  const state = { full: false, refusals: 0, online: false, weather: (): Fate => 'arrives' }
  let clock = install(1_800_000_000_000)
  let phone = await launch()

  async function launch(): Promise<Phone> {
    const network = newNetwork(server)
    network.weather = () => state.weather()
    globalThis.fetch = network.fetch
    const store = watched(memoryStore(kept))
    store.full = state.full
    let isCut = false
    const fault = () => (isCut ? 'killedBefore' : state.full ? 'full' : null)
    const location = peer === holdfast ? { location: memoryLocation({ disks, fault }) } : { store }
    if (state.online) network.setOnline(true)
    const opened = peer.open({ ...location, network, ...options })
    await pass(50)
    const queue = await opened
    await pass(50)
    const cut = () => {
      isCut = true
    }
    return { network, store, cut, queue }
  }

  /** Time goes on, and between two steps of it everything that needs none. IndexedDB takes many turns for one row. */
  async function pass(ms: number): Promise<void> {
    const step = Math.max(10, Math.min(1_800_000, ms / 20))
    for (let left = ms; left > 0; left -= step) {
      await clock.tickAsync(Math.min(step, left))
      await settle()
    }
  }

  const world = {
    idOf: (n: number) => operationOf(n).id,
    weather(weather: () => Fate) {
      state.weather = weather
    },
    online(value: boolean) {
      state.online = value
      phone.network.setOnline(value)
    },
    refuse: (n: number) => server.refused.add(world.idOf(n)),
    full(value: boolean) {
      state.full = value
      phone.store.full = value
    },
    clockBack: (ms: number) => clock.setSystemTime(Date.now() - ms),
    /** The handler of the button: what it throws or answers `false` to, the lifter is told at once. */
    tapNow(n: number) {
      try {
        if (phone.queue.tap(operationOf(n), undefined, () => state.refusals++) === false) state.refusals++
      } catch {
        state.refusals++
      }
    },
    async tap(n: number) {
      world.tapNow(n)
      await pass(10)
    },
    pass,
    /** SIGKILL: nothing it still wanted to write or ask reaches anybody. Then the app is opened again. */
    async restart() {
      phone.network.dead = true
      phone.store.cut()
      phone.cut()
      globalThis.fetch = () => new Promise(() => {})
      await settle()
      const nowMs = Date.now()
      clock.uninstall()
      clock = install(nowMs)
      state.weather = () => 'arrives'
      phone = await launch()
    },
    atServer: (n: number) => server.has(world.idOf(n)),
    order: () => server.effects,
    isFull: () => state.full,
    wasTold: () => state.refusals > 0,
    async onDevice(n: number) {
      const pending = await settled(phone.queue.pending(), pass)
      return [...pending, ...(phone.queue.attention?.() ?? [])].includes(world.idOf(n))
    },
    /** 48 hours in which everything works, a relaunch, and another hour. */
    async heal() {
      world.full(false)
      // Nobody who is online already hears of it once more: life is not that kind.
      if (!state.online) world.online(true)
      await pass(48 * 3_600_000)
      await world.restart()
      await pass(3_600_000)
    },
    async judge(): Promise<Outcome> {
      if (server.effects.filter((id) => id === world.idOf(0)).length > 1) return 'doubled'
      if (world.atServer(0)) return 'kept'
      return (await world.onDevice(0)) ? 'stuck' : 'lost'
    },
    end: () => clock.uninstall(),
  }
  return world
}

function install(now: number) {
  const clock = FakeTimers.install({ now, toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date', 'performance'] })
  const { setInterval: every } = globalThis
  // Node takes anything that is no number for 1 ms, and redux-persist hands it `false`; the fake would fire once and never again.
  Reflect.set(globalThis, 'setInterval', (callback: () => void, ms: unknown, ...given: []) =>
    every(callback, Math.max(1, Number(ms) || 1), ...given),
  )
  return clock
}

/** A promise that may need time to pass. */
async function settled<T>(value: T | Promise<T>, pass: (ms: number) => Promise<void>): Promise<T> {
  let isHere = false
  const done = Promise.resolve(value).finally(() => (isHere = true))
  for (let turn = 0; turn < 50 && !isHere; turn++) await pass(10)
  return done
}
