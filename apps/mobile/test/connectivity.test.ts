import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createGuard, type Guard } from '@holdfast/journal'
import { virtualClock } from '@holdfast/journal/testing'
import {
  connectivityAfter,
  FAILURES_MS_MIN,
  isSilent,
  RADIO_LOST_MS,
  unknownConnectivity,
  type Connectivity,
  type Sign,
} from '../sync/device/connectivity.ts'
import { createNetwork, PROBE_WAITS_MS } from '../sync/device/network.ts'

const radio = (connected: boolean | null): Sign => ({ kind: 'radio', connected })
const request = (answered: boolean): Sign => ({ kind: 'request', answered })

/** The state after each `[at ms, sign]`. */
function states(signs: [number, Sign][]): Connectivity['state'][] {
  let connectivity = unknownConnectivity
  return signs.map(([atMs, sign]) => (connectivity = connectivityAfter(connectivity, sign, atMs)).state)
}

test('at a cold start the state is unknown until a request was answered, or the radio was away for 2.5 s', () => {
  assert.deepEqual(
    states([
      [0, radio(null)],
      [0, radio(true)],
      [10, request(true)],
    ]),
    ['unknown', 'unknown', 'online'],
  )
  assert.deepEqual(
    states([
      [0, radio(false)],
      [2_000, { kind: 'tick' }],
      [2_500, { kind: 'tick' }],
    ]),
    ['unknown', 'unknown', 'offline'],
  )
})

test('a radio that is lost for a moment changes nothing', () => {
  assert.deepEqual(
    states([
      [0, request(true)],
      [100, radio(false)],
      [1_000, radio(true)],
      [5_000, { kind: 'tick' }],
    ]),
    ['online', 'online', 'online', 'online'],
  )
})

test('three failures in a row over ten seconds are offline, and one answer is online', () => {
  const signs: [number, Sign][] = [
    [0, request(true)],
    [1_000, request(false)],
    [6_000, request(false)],
    [10_999, request(false)],
    [11_000, request(false)],
    [11_500, request(true)],
  ]
  assert.deepEqual(states(signs), ['online', 'online', 'online', 'online', 'offline', 'online'])
})

test('a server that does not answer is distinguished from a radio that is away', () => {
  const after = (signs: [number, Sign][]) =>
    isSilent(signs.reduce((before, [atMs, sign]) => connectivityAfter(before, sign, atMs), unknownConnectivity))
  const failures: [number, Sign][] = [
    [0, request(false)],
    [6_000, request(false)],
    [10_000, request(false)],
  ]
  assert.equal(after(failures), true)
  assert.equal(after([...failures, [10_500, request(true)]]), false)
  assert.equal(after([[0, radio(false)], ...failures]), false)
  assert.equal(
    after([[0, radio(false)], [2_500, { kind: 'tick' }], ...failures, [11_000, radio(true)]]),
    false,
    'not before it was asked with a radio',
  )
})

test('one probe at a time: when nothing answers, the next wait begins when the last probe has ended', () => {
  const clock = virtualClock()
  const looks: { atMs: number; end: () => void }[] = []
  const network = createNetwork(clock, (end) => looks.push({ atMs: clock.monoMs(), end }), createGuard(assert.fail))
  network.sign(radio(false))
  clock.advance(RADIO_LOST_MS)
  const sinceMs = clock.monoMs()
  clock.advance(60_000)
  assert.deepEqual(
    looks.map(({ atMs }) => atMs - sinceMs),
    [2_000],
  )
  network.sign(radio(true))
  assert.equal(looks.length, 1, 'not even when the radio is back')
  looks.at(-1)!.end()
  clock.advance(5_000)
  assert.equal(looks.length, 2)
  network.sign(request(true))
  looks.at(-1)!.end()
  clock.advance(60_000)
  assert.equal(looks.length, 2, 'online nobody looks, whenever the last look ends')
})

test('a request that was sent before the radio was lost is answered: one more probe is sent, and its failure is offline', () => {
  for (const isRadioWrong of [false, true]) {
    const clock = virtualClock()
    const looks: (() => void)[] = []
    const network = createNetwork(clock, (end) => looks.push(end), createGuard(assert.fail))
    network.sign(request(true))
    network.sign(radio(false))
    clock.advance(RADIO_LOST_MS)
    assert.equal(network.state(), 'offline')
    network.sign(request(true))
    assert.deepEqual([network.state(), looks.length], ['online', 1])
    network.sign(request(isRadioWrong))
    looks[0]!()
    assert.equal(network.state(), isRadioWrong ? 'online' : 'offline')
    clock.advance(60_000)
    assert.equal(looks.length, isRadioWrong ? 1 : 2, 'it looks on while it is offline, and not before the last look has ended')
  }
})

const after = (before: Connectivity, ...signs: [number, Sign][]): Connectivity =>
  signs.reduce((state, [atMs, sign]) => connectivityAfter(state, sign, atMs), before)

test('before the first sign nothing is known, and nobody failed', () => {
  assert.deepEqual(unknownConnectivity, { state: 'unknown', radioLostAtMs: null, failures: 0, firstFailureAtMs: 0, keptOut: false })
  assert.deepEqual([RADIO_LOST_MS, FAILURES_MS_MIN, PROBE_WAITS_MS], [2_500, 10_000, [2_000, 5_000, 10_000, 30_000]])
})

test('a system that does not know of its radio says nothing, also while the radio is away', () => {
  const away = after(unknownConnectivity, [100, radio(false)])
  assert.deepEqual([after(away, [200, radio(null)]), after(unknownConnectivity, [0, radio(null)])], [away, unknownConnectivity])
})

test('a radio that says again that it is there forgets no failure; one that comes back begins anew', () => {
  const failed = after(unknownConnectivity, [0, request(false)], [1, request(false)])
  assert.deepEqual(after(failed, [5, radio(true)]), failed)
  assert.deepEqual(after(failed, [5, radio(false)], [6, radio(true)]), { ...failed, failures: 0, radioLostAtMs: null })
})

test('a radio is away since it was lost first, and then one failure is enough', () => {
  assert.equal(after(unknownConnectivity, [1_000, radio(false)], [2_000, radio(false)]).radioLostAtMs, 1_000)
  const states = (failsAt: number) => after(unknownConnectivity, [0, request(true)], [1_000, radio(false)], [failsAt, request(false)]).state
  assert.deepEqual([states(3_499), states(3_500)], ['online', 'offline'])
})

test('failures count from the first one since the last answer', () => {
  const again = after(unknownConnectivity, [0, request(false)], [1_000, request(true)], [9_000, request(false)])
  assert.deepEqual([again.failures, again.firstFailureAtMs], [1, 9_000])
})

test('who is kept out by a proxy stays so until a request of ours gets through', () => {
  const asked = (answered: boolean, keptOut: boolean | null): Sign => ({ kind: 'request', answered, keptOut })
  const kept = after(unknownConnectivity, [0, asked(false, true)])
  assert.equal(kept.keptOut, true)
  assert.deepEqual([after(kept, [1, asked(true, null)]).keptOut, after(kept, [1, asked(false, null)]).keptOut], [true, true])
  assert.deepEqual([after(kept, [1, asked(true, false)]).keptOut, after(kept, [1, request(true)]).keptOut], [false, true])
})

/** A network whose looks end at once, unanswered. */
function looking(guard: Guard = createGuard(assert.fail)) {
  const clock = virtualClock()
  const looks: number[] = []
  const network = createNetwork(
    clock,
    (ended) => {
      looks.push(clock.monoMs())
      ended()
    },
    guard,
  )
  let told = 0
  const stop = network.subscribe(() => told++)
  const offline = () => {
    network.sign(radio(false))
    clock.advance(RADIO_LOST_MS)
  }
  return { clock, network, looks, offline, stop, told: () => told }
}

test('offline it looks after 2, 5, 10 and then every 30 seconds; the next time it begins anew', () => {
  const { clock, looks, network, offline } = looking()
  const waits = () => looks.map((atMs, at) => atMs - (looks[at - 1] ?? RADIO_LOST_MS))
  offline()
  clock.advance(80_000)
  assert.deepEqual(waits(), [2_000, 5_000, 10_000, 30_000, 30_000])
  network.sign(radio(true))
  network.sign(request(true))
  assert.equal(network.state(), 'online')
  looks.length = 0
  const sinceMs = clock.monoMs() + RADIO_LOST_MS
  offline()
  clock.advance(2_000)
  assert.deepEqual(looks, [sinceMs + 2_000])
})

test('a radio that is back is a reason to look at once while offline, and none otherwise', () => {
  const { clock, network, looks, offline } = looking()
  network.sign(radio(true))
  network.sign(request(true))
  network.sign(radio(false))
  network.sign(radio(true))
  assert.equal(looks.length, 0)
  offline()
  network.sign(request(false))
  assert.equal(looks.length, 0, 'a request is no radio')
  network.sign(radio(true))
  assert.equal(looks.length, 1)
  const sinceMs = clock.monoMs()
  clock.advance(10_000)
  assert.deepEqual(
    looks.map((atMs) => atMs - sinceMs),
    [0, 2_000, 7_000],
    'it is no reason to look more often from then on',
  )
})

test('an answer while the radio is there is no reason to look', () => {
  const { network, looks } = looking()
  network.sign(request(true))
  for (let failures = 0; failures < 2; failures++) network.sign(request(false))
  network.sign(request(true))
  assert.deepEqual(looks, [])
})

test('who listens hears of another state, of a server that falls silent and of a proxy that keeps the app out, and of nothing else', () => {
  const { clock, network, told, offline, stop } = looking()
  const since = (act: () => void) => {
    const before = told()
    act()
    return told() - before
  }
  const kept: Sign = { kind: 'request', answered: true, keptOut: true }
  assert.deepEqual([since(() => network.sign(request(true))), since(() => network.sign(request(true)))], [1, 0])
  assert.deepEqual([since(() => network.sign(kept)), since(() => network.sign(kept))], [1, 0])
  assert.equal(network.keptOut(), true)
  assert.equal(since(offline), 1)
  assert.equal(
    since(() => network.sign(radio(true))),
    0,
  )
  const fails = () => {
    clock.advance(6_000)
    network.sign(request(false))
  }
  assert.deepEqual([since(fails), since(fails), network.silent()], [0, 0, false])
  assert.deepEqual([since(fails), network.silent(), network.state()], [1, true, 'offline'])
  stop()
  assert.equal(
    since(() => network.sign(request(true))),
    0,
  )
})

test('a listener that throws is reported, and the others hear', () => {
  const caught: string[] = []
  const { network, told } = looking(createGuard((_error, where) => void caught.push(where)))
  network.subscribe(() => {
    throw new Error('broken screen')
  })
  network.subscribe(() => void caught.push('the next one'))
  network.sign(request(true))
  assert.deepEqual([caught, told()], [['a listener of the network', 'the next one'], 1])
})
