import FakeTimers from '@sinonjs/fake-timers'
import { newNetwork, newServer } from '../../lib/network.mjs'
import { operationOf } from '../../lib/operation.mjs'
import { memoryStore, watched } from '../../lib/store.mjs'
import { memoryLocation } from '@holdfast/journal/testing'
import { holdfast } from '../../peers/holdfast.mjs'

const { setImmediate: soon } = globalThis
/** What already has everything it waits for goes on; whoever waits for time or the network does not. */
const settle = async () => {
  for (let turn = 0; turn < 30; turn++) await new Promise((resolve) => soon(resolve))
}

/** A phone with one queue on it, its server, the road between them, and time that only goes on when it is told to. */
export async function newWorld(peer, options) {
  const server = newServer()
  const kept = new Map()
  const disks = new Map()
  const state = { full: false, refusals: 0, online: false, weather: () => 'arrives' }
  let clock = install(1_800_000_000_000)
  let phone
  await launch()

  async function launch() {
    const network = newNetwork(server)
    network.weather = (text) => state.weather(text)
    globalThis.fetch = network.fetch
    const store = watched(memoryStore(kept))
    store.full = state.full
    let isCut = false
    const fault = () => (isCut ? 'killedBefore' : state.full ? 'full' : null)
    phone = { network, store, cut: () => (isCut = true), queue: null }
    const location = peer === holdfast ? { location: memoryLocation({ disks, fault }) } : { store }
    if (state.online) network.setOnline(true)
    const opened = peer.open({ ...location, network, ...options })
    await pass(50)
    phone.queue = await opened
    await pass(50)
  }

  /** Time goes on, and between two steps of it everything that needs none. IndexedDB takes many turns for one row. */
  async function pass(ms) {
    const step = Math.max(10, Math.min(1_800_000, ms / 20))
    for (let left = ms; left > 0; left -= step) {
      await clock.tickAsync(Math.min(step, left))
      await settle()
    }
  }

  const world = {
    idOf: (n) => operationOf(n).id,
    weather: (weather) => (state.weather = weather),
    online(value) {
      state.online = value
      phone.network.setOnline(value)
    },
    refuse: (n) => server.refused.add(world.idOf(n)),
    full(value) {
      state.full = value
      phone.store.full = value
    },
    clockBack: (ms) => clock.setSystemTime(Date.now() - ms),
    /** The handler of the button: what it throws or answers `false` to, the lifter is told at once. */
    tapNow(n) {
      try {
        if (phone.queue.tap(operationOf(n), undefined, () => state.refusals++) === false) state.refusals++
      } catch {
        state.refusals++
      }
    },
    async tap(n) {
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
      await launch()
    },
    atServer: (n) => server.has(world.idOf(n)),
    order: () => server.effects,
    isFull: () => state.full,
    wasTold: () => state.refusals > 0,
    async onDevice(n) {
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
    async judge() {
      if (server.effects.filter((id) => id === world.idOf(0)).length > 1) return 'doubled'
      if (world.atServer(0)) return 'kept'
      return (await world.onDevice(0)) ? 'stuck' : 'lost'
    },
    end: () => clock.uninstall(),
  }
  return world
}

function install(now) {
  const clock = FakeTimers.install({ now, toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date', 'performance'] })
  const { setInterval: every } = globalThis
  // Node takes anything that is no number for 1 ms, and redux-persist hands it `false`; the fake would fire once and never again.
  globalThis.setInterval = (callback, ms, ...given) => every(callback, Math.max(1, Number(ms) || 1), ...given)
  return clock
}

/** A promise that may need time to pass. */
async function settled(value, pass) {
  let answer
  const done = Promise.resolve(value).then((given) => (answer = given))
  for (let turn = 0; turn < 50 && answer === undefined; turn++) await pass(10)
  await done
  return answer
}
