import type { Fate } from '../../lib/network.ts'
import type { Outcome, World } from './world.ts'

// One acknowledged set, one fault, then 48 healthy hours and a relaunch: is it at the server, on the device, twice, or nowhere?

type Weather = () => Fate

type Scenario = { name: string; run(world: World): Promise<void>; judge?(world: World): Promise<Outcome> }

function times(count: number, fate: Fate): Weather {
  let left = count
  return () => (left-- > 0 ? fate : 'arrives')
}

const once = (fate: Fate) => times(1, fate)

const onTheRoad = (weather: () => Weather) => async (world: World) => {
  world.weather(weather())
  world.online(true)
  await world.tap(0)
  await world.pass(2_000)
}

export const scenarios: Scenario[] = [
  { name: 'connection reset before the server', run: onTheRoad(() => once('reset')) },
  { name: 'answer lost after the server committed', run: onTheRoad(() => once('responseLost')) },
  { name: 'timeout by AbortController', run: onTheRoad(() => once('timeout')) },
  { name: 'one 401', run: onTheRoad(() => once(401)) },
  { name: 'one 408', run: onTheRoad(() => once(408)) },
  { name: 'one 429', run: onTheRoad(() => once(429)) },
  { name: '15 × 503', run: onTheRoad(() => times(15, 503)) },
  { name: 'captive portal: 200 with HTML', run: onTheRoad(() => once('captive')) },
  {
    name: 'killed right after the tap',
    async run(world) {
      world.tapNow(0)
      await world.restart()
    },
  },
  {
    name: 'killed 100 ms after the tap',
    async run(world) {
      world.tapNow(0)
      await world.pass(100)
      await world.restart()
    },
  },
  {
    name: 'killed in flight, nothing arrived',
    async run(world) {
      world.weather(() => 'hangs')
      world.online(true)
      await world.tap(0)
      await world.pass(2_000)
      await world.restart()
    },
  },
  {
    name: 'a poisoned operation at the head',
    async run(world) {
      world.refuse(0)
      await world.tap(0)
      await world.tap(1)
      world.online(true)
    },
    async judge(world) {
      if (!world.atServer(1)) return (await world.onDevice(1)) ? 'stuck' : 'lost'
      return (await world.onDevice(0)) ? 'kept' : 'lost'
    },
  },
  {
    name: 'the clock goes back an hour between two',
    async run(world) {
      await world.tap(0)
      await world.pass(1_000)
      world.clockBack(3_600_000)
      await world.tap(1)
      await world.pass(2_000)
      await world.restart()
    },
    async judge(world) {
      if (!world.atServer(0) || !world.atServer(1)) return 'lost'
      return world.order()[0] === world.idOf(0) ? 'kept' : 'reordered'
    },
  },
  {
    name: 'storage full at the tap',
    async run(world) {
      world.full(true)
      world.tapNow(0)
      await world.pass(2_000)
      await world.restart()
      world.full(false)
    },
    judge: async (world) => (world.wasTold() ? 'told' : world.judge()),
  },
]
