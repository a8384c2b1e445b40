import assert from 'node:assert/strict'
import { test } from 'node:test'
import { bannerWords } from '../components/words/bannerWords.ts'
import { reassuranceWords, standingWords } from '../components/words/syncWords.ts'
import { whenSentWords } from '../components/words/whenSentWords.ts'
import {
  ALL_SAVED_MS,
  BANNER_MS_MIN,
  bannerAfter,
  bannerPasses,
  noBanner,
  stripOf,
  UNSTABLE_MS,
  UNSTABLE_WINDOW_MS,
  type Banner,
  type BannerFacts,
  type BannerState,
  type Strip,
} from '../sync/views/banner.ts'
import { drained, heavy, training, type App } from './app.ts'

const calm: BannerFacts = {
  connectivity: 'online',
  silent: false,
  keptOut: false,
  waiting: 0,
  sending: false,
  lastSilence: null,
  late: false,
  paused: null,
  attention: 0,
}

type Step = [atMs: number, facts: Partial<BannerFacts>]

/** The state and the strip after each step. */
function run(steps: readonly Step[]): { state: BannerState; strip: Strip }[] {
  let state: BannerState = noBanner
  return steps.map(([atMs, more]) => {
    const facts = { ...calm, ...more }
    state = bannerAfter(state, facts, atMs)
    return { state, strip: stripOf(state, facts) }
  })
}

const banners = (steps: readonly Step[]): Banner[] => run(steps).map(({ state }) => state.banner)
const kinds = (steps: readonly Step[]): string[] => banners(steps).map(({ kind }) => kind)

const offline = (waiting = 0, more: Partial<BannerFacts> = {}): Partial<BannerFacts> => ({ connectivity: 'offline', waiting, ...more })
const online = (waiting = 0, more: Partial<BannerFacts> = {}): Partial<BannerFacts> => ({ waiting, ...more })

test('the banner shows offline with what waits, then what is sent, then that all is saved, then nothing', () => {
  assert.deepEqual(
    banners([
      [0, { connectivity: 'unknown' }],
      [100, online()],
      [10_000, offline(2)],
      [20_000, online(2)],
      [21_000, online()],
      [22_000, online()],
      [23_100, online()],
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

test('the banner stays while the device is offline, for hours', () => {
  const hours: Step[] = [1_000, 5_000, 60_000, 3_600_000, 10_800_000].map((atMs) => [atMs, offline(3)])
  assert.deepEqual(kinds([[0, online()], ...hours]), ['none', ...hours.map(() => 'offline')])
})

test('with nothing waiting the banner shows that the network is back, long enough to be read, then nothing', () => {
  assert.deepEqual(
    banners([
      [0, online()],
      [1_000, offline()],
      [2_000, online()],
      [4_900, online()],
      [5_000, online()],
    ]),
    [
      { kind: 'none' },
      { kind: 'offline', waiting: 0 },
      { kind: 'backOnline', sending: 0 },
      { kind: 'backOnline', sending: 0 },
      { kind: 'none' },
    ],
  )
})

test('a network that changes often is shown as unstable, without flicker', () => {
  const flapping = Array.from({ length: 6 }, (_, n): Step => [n * 5_000, n % 2 ? offline(1) : online(1)])
  assert.equal(kinds(flapping).at(-1), 'unstable')
})

test('a banner stays four seconds in all, through every change of its sentence', () => {
  assert.deepEqual(
    kinds([
      [0, online()],
      [1_000, offline(1)],
      [1_500, online(1)],
      [1_600, online()],
      [3_700, online()],
      [4_900, online()],
      [5_000, online()],
    ]),
    ['none', 'offline', 'backOnline', 'allSaved', 'allSaved', 'allSaved', 'none'],
  )
})

test('an unstable connection is shown as unstable for a minute after its last change, then as it is', () => {
  const flapping = [0, 20_000, 40_000, 50_000, 59_000].map((atMs, n): Step => [atMs, n % 2 ? offline(1) : online(1)])
  const since = (ms: number, waiting: number): Step => [59_000 + ms, online(waiting)]
  assert.deepEqual(kinds([...flapping, since(UNSTABLE_MS - 1, 1), since(UNSTABLE_MS, 1), since(UNSTABLE_MS + 100, 0)]).slice(4), [
    'unstable',
    'unstable',
    'backOnline',
    'allSaved',
  ])
})

test('three changes in a minute are not yet unstable', () => {
  assert.equal(
    kinds([
      [0, online()],
      [10_000, offline()],
      [20_000, online()],
      [30_000, offline()],
    ]).at(-1),
    'offline',
  )
})

test('before anything is known no banner is shown, whatever waits and whatever failed', () => {
  const unknown = { connectivity: 'unknown', waiting: 3 } as const
  assert.deepEqual(kinds([[0, unknown]]), ['none'])
  assert.deepEqual(kinds([[0, { ...unknown, late: true, lastSilence: 'network' }]]), ['none'])
})

test('the network is back but the server is dead: “back online” is not shown before a verdict', () => {
  const dead = { lastSilence: 'timeout' }
  assert.deepEqual(
    kinds([
      [0, online()],
      [10_000, offline(2, { silent: true, ...dead })],
      // A probe is answered, but the server applies nothing: it is busy for good.
      [20_000, online(2, dead)],
      [20_100, online(2, { ...dead, sending: true })],
      [20_200, online(2, { lastSilence: 'busy' })],
      [90_000, online(2, { lastSilence: 'busy' })],
      [90_100, online(2, { lastSilence: 'busy', sending: true })],
      [90_200, online(1)],
      [90_300, online()],
    ]),
    ['none', 'silent', 'silent', 'silent', 'silent', 'silent', 'silent', 'backOnline', 'allSaved'],
  )
})

test('sending fails half way: the app first tries again for some seconds, then shows it until the rest is settled', () => {
  const half = online(2, { lastSilence: 'network' })
  assert.deepEqual(
    kinds([
      [0, online()],
      [10_000, offline(3)],
      [20_000, online(3, { sending: true })],
      [20_500, half],
      [20_000 + BANNER_MS_MIN - 1, half],
      [20_000 + BANNER_MS_MIN, online(2, { lastSilence: 'network', sending: true })],
      [20_000 + BANNER_MS_MIN + 100, half],
      [60_000, online(2, { lastSilence: 'network', sending: true })],
      [61_000, online(1, { sending: true })],
      [62_000, online()],
    ]),
    ['none', 'offline', 'backOnline', 'backOnline', 'backOnline', 'backOnline', 'silent', 'silent', 'backOnline', 'allSaved'],
  )
})

test('a server that settles nothing for longer than a lifter expects is shown as not answering, although the network is fine', () => {
  assert.deepEqual(
    kinds([
      [0, online()],
      [1_000, online(1, { lastSilence: 'busy' })],
      [11_000, online(1, { lastSilence: 'busy', late: true, sending: true })],
      [11_100, online(1, { lastSilence: 'busy', late: true })],
      [12_000, online()],
    ]),
    ['none', 'none', 'none', 'silent', 'allSaved'],
  )
  assert.deepEqual(
    kinds([[0, { connectivity: 'unknown', waiting: 1, lastSilence: 'busy', late: true }]]),
    ['silent'],
    'also before anything was taken',
  )
})

test('a network that is lost while the server does not answer is shown as lost, and the other way round', () => {
  const silent = offline(1, { silent: true })
  assert.deepEqual(
    kinds([
      [0, online()],
      [1_000, silent],
      [2_000, offline(1)],
      [3_000, silent],
    ]),
    ['none', 'silent', 'offline', 'silent'],
  )
})

test('nothing is shown as being sent, or as saved, that is not', () => {
  assert.deepEqual(
    kinds([
      [0, online()],
      [1_000, offline(2, { paused: 'signIn' })],
      [9_000, online(2, { paused: 'signIn' })],
      [10_000, online(2)],
    ]),
    ['none', 'offline', 'none', 'none'],
  )
  const not = { attention: 1 }
  assert.deepEqual(
    kinds([
      [0, online()],
      [1_000, offline(2, not)],
      [9_000, online(1, not)],
      [9_100, online(0, not)],
    ]),
    ['none', 'offline', 'backOnline', 'none'],
  )
  assert.deepEqual(
    kinds([
      [0, offline(1)],
      [9_000, online(1)],
      [9_100, online()],
      [9_200, online(1)],
    ]),
    ['offline', 'backOnline', 'allSaved', 'none'],
    'a set logged since is not saved yet',
  )
})

test('one strip: a lost connection first, then attention, the account, the update, and the other states of the connection', () => {
  const strips = (facts: Partial<BannerFacts>) =>
    run([
      [0, offline(2)],
      [9_000, facts],
    ]).at(-1)!.strip.kind
  const all = { waiting: 2, attention: 1, paused: 'signIn' } as const
  assert.deepEqual(
    [
      strips({ ...all, connectivity: 'offline' }),
      strips({ ...all, connectivity: 'offline', silent: true }),
      strips(all),
      strips({ ...all, attention: 0 }),
      strips({ ...all, attention: 0, paused: 'update' }),
      strips({ waiting: 2 }),
    ],
    ['offline', 'silent', 'attention', 'signIn', 'update', 'backOnline'],
  )
})

/** Every combination of one value for each name. */
function everyChoice<Of extends Record<string, readonly unknown[]>>(of: Of): { [Name in keyof Of]: Of[Name][number] }[] {
  const choices = Object.entries(of).reduce<object[]>(
    (made, [name, values]) => made.flatMap((one) => values.map((value) => ({ ...one, [name]: value }))),
    [{}],
  )
  return choices as { [Name in keyof Of]: Of[Name][number] }[]
}

/** The possible earlier banners: none, each kind, and an unstable connection. */
const befores: readonly (readonly Step[])[] = [
  [],
  [[0, online()]],
  [[0, offline()]],
  [[0, offline(2)]],
  [[0, offline(2, { silent: true, lastSilence: 'timeout' })]],
  [[0, online(2, { keptOut: true })]],
  [
    [0, offline(2)],
    [5_000, online(2, { sending: true })],
  ],
  [
    [0, offline()],
    [5_000, online()],
  ],
  [
    [0, offline(2)],
    [5_000, online(2)],
    [5_100, online()],
  ],
  [0, 1, 2, 3, 4, 5].map((n): Step => [n * 1_000, n % 2 ? offline(1) : online(1)]),
]

/** Every state of the network and of the outbox, after every possible earlier banner, early and late. */
const everyMoment = everyChoice({
  before: befores,
  atMs: [5_200, 60_000],
  connectivity: ['unknown', 'online', 'offline'] as const,
  silent: [false, true],
  keptOut: [false, true],
  waiting: [0, 1, 3],
  sending: [false, true],
  lastSilence: [null, 'network', 'busy'],
  late: [false, true],
  paused: [null, 'signIn', 'update'] as const,
  attention: [0, 1],
}).map(({ before, atMs, ...facts }) => {
  const { state, strip } = run([...before, [atMs, facts]]).at(-1)!
  return { strip, banner: state.banner, facts }
})

/** What a sentence claims about the connection and about what was done. */
const claims: Record<string, RegExp> = {
  offline: /offline/i,
  silent: /isn't answering/,
  sending: /sending \d|back online/i,
  saved: /all changes saved|everything is saved on the server|on the server too/i,
}

const claimsOf = (words: string): string[] =>
  Object.entries(claims).flatMap(([claim, pattern]) => (pattern.test(words) && !/when you're online/.test(words) ? [claim] : []))

test('a proxy that blocks the app is shown while it does, even if it lets through a request without a sign-in; then all is sent', () => {
  assert.deepEqual(
    banners([
      [0, online(2)],
      [1_000, online(2, { keptOut: true, lastSilence: 'foreign' })],
      [2_000, online(2, { keptOut: true, sending: true, paused: 'signIn' })],
      [3_000, offline(2, { keptOut: true, silent: true })],
      [4_000, offline(2, { keptOut: true })],
      [5_000, online(2)],
      [6_000, online()],
    ]),
    [
      { kind: 'none' },
      { kind: 'keptOut', waiting: 2 },
      { kind: 'keptOut', waiting: 2 },
      { kind: 'keptOut', waiting: 2 },
      { kind: 'offline', waiting: 2 },
      { kind: 'backOnline', sending: 2 },
      { kind: 'allSaved' },
    ],
  )
})

test('whatever the network and the outbox do, in any order, no two sentences on one screen contradict each other', () => {
  assert.ok(everyMoment.length > 10_000)
  for (const { strip, banner, facts } of everyMoment) {
    const at = JSON.stringify({ strip, banner, facts })
    const { waiting, attention, connectivity, paused } = facts
    const said = [strip, banner].flatMap((one) => bannerWords(one, 'here')?.said ?? [])
    const page = { ...facts, banner, lastSyncAt: 1 }
    const head = `${standingWords(page)} ${reassuranceWords(page, 'here')}`
    const claimed = new Set([...said, head, whenSentWords(page) ?? ''].flatMap(claimsOf))
    assert.ok(!(claimed.has('offline') && claimed.has('silent')), `offline, and the server does not answer: ${at}`)
    assert.ok(!(claimed.has('sending') && (claimed.has('silent') || claimed.has('offline'))), `sending without a connection: ${at}`)
    if (claimed.has('saved')) assert.equal(waiting + attention, 0, `all is saved, and it is not: ${at}`)
    if (paused !== null) assert.ok(!claimed.has('sending'), `sending while it is paused: ${at}`)
    if (connectivity === 'offline') assert.ok(said.length > 0, `offline, and nothing says so: ${at}`)
    if (connectivity === 'offline')
      assert.ok(['offline', 'silent', 'keptOut', 'unstable'].includes(strip.kind), `something else is told: ${at}`)
    if (connectivity === 'online' && banner.kind !== 'unstable') assert.ok(!claimed.has('offline'), `online, and called offline: ${at}`)
  }
})

test('every sentence has a line for a phone, and one for the narrowest page; its accessible name contains what is shown', () => {
  const strips: Strip[] = everyMoment.map(({ strip }) => strip)
  const many: Strip[] = [
    { kind: 'offline', waiting: 128 },
    { kind: 'silent', waiting: 128 },
    { kind: 'keptOut', waiting: 128 },
    { kind: 'backOnline', sending: 128 },
    { kind: 'attention', changes: 12 },
    { kind: 'signIn', waiting: 128 },
    { kind: 'update', waiting: 128 },
    { kind: 'update', waiting: 0 },
  ]
  for (const strip of [...strips, ...many]) {
    const words = bannerWords(strip, 'in this browser')
    if (words === null) continue
    const { said, line, narrow } = words
    assert.ok(line.length <= 41, `${line.length}: ${line}`)
    assert.ok(narrow.length <= 21, `${narrow.length}: ${narrow}`)
    const inSaid = (shown: string) => (shown.toLowerCase().match(/\p{L}{3,}/gu) ?? []).every((word) => said.toLowerCase().includes(word))
    if (['attention', 'signIn', 'update'].includes(strip.kind)) assert.ok(inSaid(line) && inSaid(narrow), `${said}: ${line}, ${narrow}`)
  }
})

/** Collects every kind of banner that an app shows, in order, and lets time pass. */
function watched(app: App) {
  const seen: string[] = []
  const note = (): void => {
    const { kind } = app.sync.getState().banner
    if (seen.at(-1) !== kind) seen.push(kind)
  }
  app.sync.subscribe(note)
  const pass = async (ms: number): Promise<void> => {
    for (let left = ms; left > 0; left -= 500) {
      app.device.clock.advance(500)
      await new Promise((resolve) => setImmediate(resolve))
    }
  }
  return { seen, pass }
}

test('the server hangs, then is busy: it is shown as not answering all the while, and after the verdicts as all saved', async () => {
  const { on, app, first } = await training('offline')
  const { seen, pass } = watched(app)
  app.session.getState().completeSet(first, heavy(5))
  await pass(60_000)
  on.weather = 'busy'
  app.sync.getState().syncNow()
  await pass(120_000)
  assert.deepEqual(seen, ['none', 'silent'])
  on.weather = 'fine'
  app.sync.getState().syncNow()
  await drained(app)
  await pass(10_000)
  assert.deepEqual(seen, ['none', 'silent', 'allSaved', 'none'])
})

test('nothing waits, and a server that was away says that it is busy: this is not shown as back online', async () => {
  const { on, app } = await training('offline')
  const { seen, pass } = watched(app)
  for (let failures = 0; failures < 4; failures++) {
    await app.engine.pull().catch(() => undefined)
    await pass(5_000)
  }
  assert.deepEqual(seen.at(-1), 'silent')
  on.weather = 'busy'
  await pass(120_000)
  assert.deepEqual(seen.at(-1), 'silent')
  on.weather = 'fine'
  await pass(60_000)
  assert.deepEqual(seen.slice(-3), ['silent', 'backOnline', 'none'])
})

test('what comes up stays four seconds, all saved stays two, and a connection is unstable for a minute of a minute’s changes', () => {
  assert.deepEqual([BANNER_MS_MIN, ALL_SAVED_MS, UNSTABLE_MS, UNSTABLE_WINDOW_MS], [4_000, 2_000, 60_000, 60_000])
  const saved = (endMs: number) =>
    kinds([
      [0, online()],
      [1, offline(1)],
      [50_000, online(1)],
      [50_100, online()],
      [endMs, online()],
    ]).at(-1)
  assert.deepEqual([saved(52_099), saved(52_100)], ['allSaved', 'none'], 'to the millisecond')
  const failing = (endMs: number) =>
    kinds([
      [0, offline(1)],
      [1_000, online(1)],
      [endMs, online(1, { lastSilence: 'network' })],
    ]).at(-1)
  assert.deepEqual([failing(4_999), failing(5_000)], ['backOnline', 'silent'])
})

test('four changes are unstable within a minute, and not over a longer time', () => {
  const flips = (stepMs: number) =>
    kinds([[0, online()], ...[1, 2, 3, 4].map((n): Step => [n * stepMs, n % 2 === 1 ? offline() : online()])]).at(-1)
  assert.deepEqual([flips(19_999), flips(20_000), flips(60_000)], ['unstable', 'backOnline', 'backOnline'])
})

test('only what ends by itself has somebody look again', () => {
  const passing = (['none', 'offline', 'silent', 'keptOut', 'unstable', 'backOnline', 'allSaved'] as const).filter((kind) =>
    bannerPasses({ ...noBanner, banner: { kind, waiting: 0, sending: 0 } as Banner }),
  )
  assert.deepEqual(passing, ['unstable', 'backOnline', 'allSaved'])
})

test('a server that does not answer, and a proxy that keeps the app out, outrank what needs attention also while there is a network', () => {
  const facts = { ...calm, waiting: 1, attention: 2 }
  const strip = (kind: 'silent' | 'keptOut' | 'unstable') =>
    stripOf({ ...noBanner, online: true, banner: { kind, waiting: 1 } }, facts).kind
  assert.deepEqual([strip('silent'), strip('keptOut'), strip('unstable')], ['silent', 'keptOut', 'attention'])
})

test('before anything was shown the banner has been so from the start', () => {
  assert.deepEqual(noBanner, { banner: { kind: 'none' }, sinceMs: 0, upSinceMs: 0, changesMs: [], unstableUntilMs: 0, online: null })
})
