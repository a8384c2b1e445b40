import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { spawnSync } from 'node:child_process'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { test, type TestContext } from 'node:test'
import { checkNames, faultClasses, planDay, runDay, simulate, type Day } from '../src/index.ts'
import type { Act, PhonePlan } from '../src/day.ts'
import { noRates, type Rates } from '../src/faults.ts'
import { runBatch, runMany, type Job } from '../src/cli/many.ts'
import { pageOf } from '../src/cli/page.ts'
import { readDay } from '../src/cli/readDay.ts'
import { dayText, neverIn } from '../src/cli/summary.ts'
import { storyOf } from '../src/cli/tell.ts'
import { shrinkDay } from '../src/shrink.ts'

const SEEDS: Job = { kind: 'seeds', from: 1, size: 200 }

test('the same seed gives the same day, told or not, here and on a worker', async () => {
  for (let seed = 1; seed <= 20; seed++) {
    const first = simulate(seed)
    const again = simulate(seed, { told: true })
    assert.equal(again.hash, first.hash)
    assert.equal(again.steps, first.steps)
    assert.deepEqual(again.tally, first.tally)
  }
  assert.notEqual(simulate(1).hash, simulate(2).hash)
  const here = runBatch(SEEDS, 0, SEEDS.size)
  const there = await runMany(SEEDS, 2, () => {})
  assert.equal(there.hash, here.hash)
  assert.deepEqual(there.tally, here.tally)
  assert.equal(there.done, SEEDS.size)
})

test('within 700 seeds every kind of fault strikes, every check looks, and all of them hold', () => {
  const { tally, broken, brokenDays } = runBatch({ kind: 'seeds', from: 1, size: 700 }, 0, 700)
  assert.deepEqual(neverIn(tally), [])
  assert.deepEqual(broken, [])
  assert.equal(brokenDays, 0)
})

test('a fault that is switched off never strikes', () => {
  for (let seed = 1; seed <= 60; seed++) {
    const day = planDay(seed)
    const { struck } = runDay(day).tally
    // These strike without a switch of their own: a token also runs out, and a browser dies inside a write when the window says so.
    for (const [name, times] of Object.entries(struck))
      if (day.rates[name as keyof typeof struck] === 0) assert.equal(times, 0, `${name} struck on day ${seed}`)
  }
})

/** A check that is broken on purpose: it fails when a phone is killed on which a ✓ was given. */
const killedAfterTick = (day: Day): boolean => {
  const { entries } = runDay(day, { told: true })
  const ticked = new Set<string>()
  return entries.some(({ where, words, ms }) => {
    if (words.startsWith('✓ set')) ticked.add(where)
    return words === 'killed' && ms < day.healsAtMs && ticked.has(where)
  })
}

const aBigDay = (): Day => {
  for (let seed = 1; ; seed++) {
    const day = planDay(seed)
    if (day.phones.length === 3 && day.acts.some(({ kind }) => kind === 'kill') && killedAfterTick(day)) return day
  }
}

test('the shrinker leaves what a check needs to break, and nothing else', () => {
  const day = aBigDay()
  const small = shrinkDay(day, killedAfterTick)
  assert.ok(day.acts.length > 20)
  assert.deepEqual(small.acts.map(({ kind }) => kind.replace('Unplanned', '')).sort(), ['kill', 'start', 'tick'])
  assert.equal(small.phones.length, 1)
  assert.equal(small.twoAccounts, false)
  assert.deepEqual(
    Object.values(small.rates).filter((rate) => rate > 0),
    [],
  )
  assert.ok(killedAfterTick(small))
})

test('a day survives the way to a file and back; what nobody can do is not read', () => {
  for (let seed = 1; seed <= 30; seed++) {
    const day = planDay(seed)
    assert.deepEqual(readDay(dayText(day)), day)
  }
  const text = dayText(planDay(1))
  assert.throws(() => readDay(text.replace(/"kind":"(start|startUnplanned)"/, '"kind":"fly"')), /Nobody can do this/)
  assert.throws(() => readDay(text.replace('"rates": {', '"rates": {"thunder":1,')), /There is no fault “thunder”/)
  assert.throws(() => readDay(text.replace(/"phone":\d/, '"phone":7')), /There is no phone 7/)
})

test('the story names every broken check last, with its words and how to see it again', () => {
  const day = planDay(42)
  const report = runDay(day, { told: true })
  const broken = { check: 'no set goes missing', words: '0.1: set a was told 5 × 60 kg and shows nothing', ms: 61_002 } as const
  const lines = storyOf(day, { ...report, violations: [broken] }, 'npm run simulate -- --seed 42').split('\n')
  assert.deepEqual(lines.slice(-6, -3), ['', 'BROKEN at 01:01.002: no set goes missing', `  ${broken.words}`])
  assert.match(lines.at(-3)!, /^1 time a check did not hold\. .* hash [0-9a-f]{16}\.$/)
  assert.equal(lines.at(-2), 'Again: npm run simulate -- --seed 42')
  assert.match(storyOf(day, report, ''), /Every check held\./)
  assert.match(storyOf(day, report, ''), /^ \d\d:\d\d\.\d{3} {2}phone 0 {6}opens the app$/m)
})

test('the drawing is one file: it asks nobody for anything, and marks the first broken check', () => {
  const day = planDay(42)
  const report = runDay(day, { told: true })
  const page = pageOf(day, report, 'npm run simulate -- --seed 42')
  assert.doesNotMatch(page, /https?:|<script|<link|<img|url\(|@import/)
  for (const lane of ['phone 0', 'network 0', 'server']) assert.ok(page.includes(`>${lane}</div>`))
  assert.match(page, /class="bar ok" title="[^"]+"/)
  assert.match(page, /class="thing fault"/)
  assert.doesNotMatch(page, /id="first-broken"/)
  const words = 'a set <b>'
  const broken = { check: 'no set goes missing', words, ms: 5 } as const
  const entries = [...report.entries, { ms: 5, where: 'day', kind: 'broken', words: `${broken.check}: ${words}` } as const]
  const bad = pageOf(day, { ...report, entries, violations: [broken] }, '')
  assert.equal(bad.split('id="first-broken"').length, 2)
  assert.ok(!bad.includes('<b>'))
})

/** What long runs found, shrunk: what breaks it stands in the test's name. */
const shrunk = (seed: number, kinds: readonly PhonePlan['kind'][], acts: readonly Act[], rates: Partial<Rates> = {}, skewMs = 0): Day => ({
  seed,
  phones: kinds.map((kind) => ({ kind, skewMs })),
  twoAccounts: false,
  rates: { ...noRates, ...rates },
  acts,
  healsAtMs: 31 * 60_000,
})
const DAY_MS = 24 * 3_600_000

const compactedDay: readonly Act[] = [
  { atMs: 8_603, phone: 0, kind: 'start', session: 0 },
  { atMs: 345_630, phone: 0, kind: 'start', session: 1 },
  { atMs: 346_624, phone: 0, kind: 'tick', sets: 3, gapMs: 20_000, reps: 10, rpe: true },
  { atMs: 631_713, phone: 0, kind: 'finish' },
  { atMs: 637_040, phone: 0, kind: 'leave' },
  { atMs: 654_730, phone: 0, kind: 'tidy' },
]

test('a workout that was left and tidied away leaves no older one on the screen (seed 37315, and with a clock that jumps a year on)', () => {
  assert.deepEqual(runDay(shrunk(37315, ['native'], compactedDay, {}, 400 * DAY_MS)).violations, [])
  const jump: Act = { atMs: 640_000, phone: 0, kind: 'clockJump', byMs: 366 * DAY_MS }
  const acts = [...compactedDay.slice(0, -1), jump, ...compactedDay.slice(-1)]
  assert.deepEqual(runDay(shrunk(37315, ['native'], acts)).violations, [])
})

test('a finish that is on disk only after the lifter took it back is taken back (seed 83855)', () => {
  const day = shrunk(
    83855,
    ['web', 'web'],
    [
      { atMs: 13_071, phone: 1, kind: 'start', session: 0 },
      { atMs: 16_461, phone: 0, kind: 'start', session: 0 },
      { atMs: 275_990, phone: 0, kind: 'tick', sets: 1, gapMs: 20_000, reps: 3, rpe: true },
      { atMs: 276_319, phone: 0, kind: 'finish' },
      { atMs: 349_669, phone: 1, kind: 'tick', sets: 2, gapMs: 20_000, reps: 10, rpe: false },
      { atMs: 359_485, phone: 1, kind: 'tick', sets: 2, gapMs: 400, reps: 7, rpe: true },
      { atMs: 807_485, phone: 0, kind: 'finish' },
      { atMs: 807_599, phone: 0, kind: 'reopen', session: 0 },
    ],
    { slowDisk: 0.3 },
  )
  assert.deepEqual(runDay(day).violations, [])
})

const MAIN = fileURLToPath(new URL('../src/cli/main.ts', import.meta.url))
const command = (...args: string[]) => spawnSync(process.execPath, [MAIN, ...args], { encoding: 'utf8' })

test('the command says with its exit code whether everything held, and with 2 that it did not understand', (t) => {
  const good = command('--seed', '42')
  assert.equal(good.status, 0)
  assert.match(good.stdout, /Again: npm run simulate -- --seed 42/)
  const many = command('--seeds', '120', '--from', '7', '--workers', '1')
  assert.equal(many.status, 0)
  assert.match(many.stdout, /^120 days \(seeds 7 to 126\): every check held$/m)
  const wrong = command('--seeds', 'many')
  assert.equal(wrong.status, 2)
  assert.match(wrong.stderr, /--seeds wants a whole number, not “many”\./)
  const folder = folderOf(t)
  const file = join(folder, 'day.json')
  const html = join(folder, 'out.html')
  // A day without time to rest is one in which what waits cannot have gone out.
  writeFileSync(file, dayText(hopelessDay))
  const bad = command('--day', file, '--html', html)
  assert.equal(bad.status, 1)
  assert.match(bad.stdout, /^BROKEN at .*: what waits goes out by itself$/m)
  assert.match(bad.stdout, /the least that breaks it \(2 of 3 acts, 0 of 0 kinds of faults\)/)
  assert.match(readFileSync(html, 'utf8'), /✖ Broken at/)
})

const hopelessDay: Day = {
  ...planDay(1),
  phones: [{ kind: 'native', skewMs: 0 }],
  rates: readDay('{"seed":1,"healsAtMs":1,"phones":[{}]}').rates,
  twoAccounts: false,
  fates: Array.from({ length: 40 }, () => 'busy' as const),
  acts: [
    { atMs: 1_000, phone: 0, kind: 'start', session: 0 },
    { atMs: 2_000, phone: 0, kind: 'tick', sets: 1, gapMs: 0, reps: 5, rpe: false },
    { atMs: 9_000, phone: 0, kind: 'syncNow' },
  ],
  healsAtMs: 10_000,
  restMs: 30_000,
}

function folderOf(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-day-'))
  t.after(() => rmSync(folder, { recursive: true }))
  return folder
}

test('the README names every fault and every check', () => {
  const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8')
  for (const [name, words] of [...Object.entries(faultClasses), ...Object.entries(checkNames)])
    assert.ok(
      readme.includes(`| ${name} | ${words} |`),
      `“${name}” is not in the README: node proof/simulator/src/cli/words.ts prints the tables`,
    )
})
