import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createGuard } from '@holdfast/journal'
import { virtualClock } from '@holdfast/journal/testing'
import {
  connectivityAfter,
  isSilent,
  RADIO_LOST_MS,
  unknownConnectivity,
  type Connectivity,
  type Sign,
} from '../sync/device/connectivity.ts'
import { createNetwork } from '../sync/device/network.ts'

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
