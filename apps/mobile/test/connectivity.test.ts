import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createGuard } from '@holdfast/journal'
import { virtualClock } from '@holdfast/journal/testing'
import { bannerAfter, noBanner, stripOf, UNSTABLE_MS, type Banner, type BannerState } from '../sync/banner.ts'
import { connectivityAfter, isSilent, RADIO_LOST_MS, unknownConnectivity, type Connectivity, type Sign } from '../sync/connectivity.ts'
import { createNetwork } from '../sync/network.ts'

const radio = (connected: boolean | null): Sign => ({ kind: 'radio', connected })
const request = (answered: boolean): Sign => ({ kind: 'request', answered })

/** What the state is after each `[at ms, sign]`. */
function states(signs: [number, Sign][]): Connectivity['state'][] {
  let connectivity = unknownConnectivity
  return signs.map(([atMs, sign]) => (connectivity = connectivityAfter(connectivity, sign, atMs)).state)
}

test('a cold start knows nothing until somebody answered or the radio stayed away for 2.5 s', () => {
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

test('three failures in a row over ten seconds are offline, and one answer clears it', () => {
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

/** The banner after each `[at ms, connectivity, waiting]`. */
function banners(steps: [number, Connectivity['state'], number][]) {
  let state: BannerState = noBanner
  return steps.map(([atMs, connectivity, waiting]) => (state = bannerAfter(state, connectivity, waiting, atMs)).banner)
}

test('the banner says offline with what waits, then what is sent, then that all is saved, then nothing', () => {
  assert.deepEqual(
    banners([
      [0, 'unknown', 0],
      [100, 'online', 0],
      [10_000, 'offline', 2],
      [20_000, 'online', 2],
      [21_000, 'online', 0],
      [22_000, 'online', 0],
      [23_100, 'online', 0],
    ]),
    [
      { kind: 'none' },
      { kind: 'none' },
      { kind: 'offline', waiting: 2 },
      { kind: 'backOnline', sending: 2 },
      { kind: 'allSaved' },
      { kind: 'allSaved' },
      { kind: 'none' },
    ],
  )
})

test('with nothing waiting it just goes, but not before it could be read', () => {
  assert.deepEqual(
    banners([
      [0, 'online', 0],
      [1_000, 'offline', 0],
      [2_000, 'online', 0],
      [5_000, 'online', 0],
    ]).map(({ kind }) => kind),
    ['none', 'offline', 'offline', 'none'],
  )
})

test('a network that comes and goes is unstable, not a flicker', () => {
  const flapping = Array.from({ length: 6 }, (_, n): [number, Connectivity['state'], number] => [
    n * 5_000,
    n % 2 ? 'offline' : 'online',
    1,
  ])
  assert.equal(banners(flapping).at(-1)?.kind, 'unstable')
})

test('what comes up stays four seconds in all, through every change of its words', () => {
  assert.deepEqual(
    banners([
      [0, 'online', 0],
      [1_000, 'offline', 1],
      [1_500, 'online', 1],
      [1_600, 'online', 0],
      [3_700, 'online', 0],
      [4_900, 'online', 0],
      [5_000, 'online', 0],
    ]).map(({ kind }) => kind),
    ['none', 'offline', 'backOnline', 'allSaved', 'allSaved', 'allSaved', 'none'],
  )
})

test('an unstable connection is called that for a minute from its last change, and then what it is', () => {
  const flapping = [0, 20_000, 40_000, 50_000, 59_000].map((atMs, n): [number, Connectivity['state'], number] => [
    atMs,
    n % 2 ? 'offline' : 'online',
    1,
  ])
  const since = (ms: number, waiting: number): [number, Connectivity['state'], number] => [59_000 + ms, 'online', waiting]
  assert.deepEqual(
    banners([...flapping, since(UNSTABLE_MS - 1, 1), since(UNSTABLE_MS, 1), since(UNSTABLE_MS + 100, 0)])
      .slice(4)
      .map(({ kind }) => kind),
    ['unstable', 'unstable', 'backOnline', 'allSaved'],
  )
})

test('three changes in a minute are not yet unstable', () => {
  assert.equal(
    banners([
      [0, 'online', 0],
      [10_000, 'offline', 0],
      [20_000, 'online', 0],
      [30_000, 'offline', 0],
    ]).at(-1)?.kind,
    'offline',
  )
})

test('before anything is known nothing is shown, whatever waits', () => {
  assert.deepEqual(banners([[0, 'unknown', 3]]), [{ kind: 'none' }])
})

test('one slot: attention, then the account, then the update, then the connection', () => {
  const offline: Banner = { kind: 'offline', waiting: 2 }
  assert.deepEqual(
    [stripOf(offline, 1, 'signIn', 2), stripOf(offline, 0, 'signIn', 2), stripOf(offline, 0, 'update', 2), stripOf(offline, 0, null, 2)],
    [{ kind: 'attention', changes: 1 }, { kind: 'signIn', waiting: 2 }, { kind: 'update', waiting: 2 }, offline],
  )
})

test('a server that does not answer is told apart from a radio that is away', () => {
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

test('one look at a time: where nothing answers, the next wait begins when the last look has ended', () => {
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
