import type { Stored } from '@holdfast/journal'
import { mediaContract } from '@holdfast/journal/testing'
import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { fileMedium } from '../lib/files.ts'
import { flatness } from '../lib/flatness.ts'
import { goal } from '../lib/goal.ts'
import { writeBetween } from '../lib/markers.ts'
import { median } from '@holdfast/tools/median'
import { spread } from '../lib/statistics.ts'
import { goalTable } from '../lib/table.ts'
import { completionsIn } from '../questions/api.ts'
import { workout } from '../questions/drain/workout.ts'
import { startsIn } from '../questions/firstScreen.ts'
import { tapsIn } from '../questions/tap.ts'
import { table } from '@holdfast/tools/table'
import { inWords } from '../../browser/lib/tapWatch.ts'
import { root } from '../../../scripts/lib/root.mjs'
import { workspaces } from '../../../scripts/lib/workspaces.ts'

// What of the bench needs none of its peers: they are not installed when this runs.

const folder = mkdtempSync(join(tmpdir(), 'holdfast-bench-'))
after(() => rmSync(folder, { recursive: true, force: true }))

for (const contractCase of mediaContract) {
  test(`${contractCase.name} (file medium of the bench)`, async () => {
    const path = join(mkdtempSync(join(folder, 'medium-')), 'side')
    await contractCase.run({ medium: () => fileMedium(path) })
  })
}

test('[M2] what a kill left half-written on a file is cut off, and the next record stands where it began', () => {
  const path = join(folder, 'torn')
  const opened = () => {
    let found: readonly Stored[] | undefined
    const medium = fileMedium(path)
    medium.open((opening) => (found = opening.state === 'existing' ? opening.stored : undefined))
    return { medium, found }
  }
  const first = opened().medium
  for (const key of ['1', '2']) first.append(key, `Übung ${key}`, () => undefined)
  first.close()
  writeFileSync(path, readFileSync(path).subarray(0, -4))
  const again = opened()
  assert.deepEqual(again.found, [{ key: '1', value: 'Übung 1' }])
  again.medium.append('2', 'anew', () => undefined)
  again.medium.close()
  assert.deepEqual(opened().found, [
    { key: '1', value: 'Übung 1' },
    { key: '2', value: 'anew' },
  ])
})

test('a table goes between its markers, and what people wrote around it stays to the letter', () => {
  const file = join(folder, 'README.md')
  writeFileSync(file, '# Title\n<!-- size -->\nold\n<!-- /size -->\nAfter.\n')
  assert.equal(writeBetween(file, 'size', 'new\n\n'), true)
  assert.equal(readFileSync(file, 'utf8'), '# Title\n<!-- size -->\nnew\n<!-- /size -->\nAfter.\n')
})

test('a file without the markers, or with half of them, is left alone', () => {
  const file = join(folder, 'other.md')
  for (const text of ['nothing here\n', '<!-- size -->\nno end\n', '<!-- /size -->\n<!-- size -->\n']) {
    writeFileSync(file, text)
    assert.equal(writeBetween(file, 'size', 'new'), false)
    assert.equal(readFileSync(file, 'utf8'), text)
  }
  assert.equal(writeBetween(join(folder, 'nobody.md'), 'size', 'new'), false)
})

test('a goal that is missed says so', () => {
  assert.deepEqual([goal('a', 2, '≤', 2).met, goal('b', 2.1, '≤', 2).met, goal('c', 79, '≥', 80).met], [true, false, false])
  assert.match(goalTable([goal('b', 2.1, '≤', 2)]), /\| b \| 2\.10 \| ≤ 2 \| \*\*missed\*\* \|/)
})

test('the median is the value in the middle, the spread the middle half beside it', () => {
  assert.equal(median([5, 1, 100, 3, 4]), 4)
  assert.equal(spread([1, 2, 3, 4, 5]), 2 / 3)
})

test('what disturbs a whole round says nothing about flatness; what grows with the queue does', () => {
  const rounds = [10, 11, 30, 10, 12, 90, 10]
  const same = flatness(rounds, rounds)
  assert.deepEqual(same, { middle: 1, low: 1, high: 1 })
  const grown = flatness(
    rounds,
    rounds.map((us, round) => us * (1.2 + round / 100)),
  )
  assert.ok(grown.low > 1.1 && grown.low <= grown.middle && grown.middle <= grown.high, JSON.stringify(grown))
})

test('the peers belong to the bench alone: no workspace, exact versions, a lockfile that names no registry', () => {
  assert.ok(!workspaces(root).includes('proof/race'))
  const { devDependencies } = JSON.parse(readFileSync(join(root, 'proof/race/package.json'), 'utf8')) as {
    devDependencies: Record<string, string>
  }
  for (const [name, version] of Object.entries(devDependencies)) assert.match(version, /^\d+\.\d+\.\d+(-[\w.]+)?$/, name)
  assert.doesNotMatch(readFileSync(join(root, 'proof/race/package-lock.json'), 'utf8'), /"resolved"/)
})

test('what npm run taps prints is understood, in the words it prints now', () => {
  const [lifted, rows] = [' sets, 4× throttle, ', 'rows whose page changed, per tap: p50 ']
  const [nothing, page] = ['the least there is here, a button that does nothing: ', 'of it until the ✓ is in the page: ']
  const programme = readFileSync(join(root, 'proof/browser/taps.ts'), 'utf8')
  for (const words of [' exercises of ', lifted, page, nothing, rows]) assert.ok(programme.includes(words), words)
  const [ms, idle] = [inWords([31, 44, 61]), inWords([7, 8, 9])]
  const session = (exercises: number) =>
    `${exercises} exercises of 4${lifted}24 taps, lift to ✓ on the screen: ${ms} (goal: p95 ≤ 50 ms)\n${page}${idle}\n${nothing}${idle}\n${rows}2, max 3 (the ticked one)\n`
  const read = { sets: 4, painted: { p50: 44, p95: 61, max: 61 }, nothing: { p50: 8, p95: 9 }, rows: { p50: 2, max: 3 } }
  assert.deepEqual(tapsIn(session(8) + session(30)), [
    { exercises: 8, ...read },
    { exercises: 30, ...read },
  ])
  assert.throws(() => tapsIn(session(8)), /said nothing this understands/)
})

test('what npm run first-screen prints is understood, in the words it prints now', () => {
  const programme = readFileSync(join(root, 'proof/browser/firstScreen.ts'), 'utf8')
  for (const words of [' operations of ', ' workouts wait in a journal of ', ': nothing waiting ', ' ms, ${words} waiting ']) {
    assert.ok(programme.includes(words), words)
  }
  const said = `10,000 operations of 595 workouts wait in a journal of 15,571 records
round 1: nothing waiting 612 ms, 10,000 waiting 701 ms
round 2: nothing waiting 598 ms, 10,000 waiting 690 ms
`
  assert.deepEqual(startsIn(said), { waiting: 10_000, workouts: 595, records: 15_571, empty: [612, 598], full: [701, 690] })
  assert.throws(() => startsIn('nothing'), /said nothing this understands/)
})

test('what npm run bench:api prints is understood, in the words it prints now', () => {
  assert.match(readFileSync(join(root, 'proof/load/bench.ts'), 'utf8'), /`median ratio \$\{.*\} with one process, \$\{.*\} with two;/)
  const sync = readFileSync(join(root, 'proof/load/syncCost.ts'), 'utf8')
  for (const words of ["'from nothing'", "'one workout later'"]) assert.ok(sync.includes(words), words)
  const said = [
    table(['completions/s', 'one', 'two', 'pgbench', 'ratio', 'ratio'], [['round 1', 334, 371, 687, '0.49', '0.54']]),
    'median ratio 0.49 with one process, 0.54 with two; 17 statements each; load 1.0 before on 2 cores',
    table(
      ['GET /v1/sync', 'sessions', 'requests', 'bytes', 'ms'],
      [
        ['from nothing', 624, 13, 5_000_000, '812.5'],
        ['one workout later', 1, 1, 9_000, '3.1'],
      ],
    ),
  ].join('\n')
  assert.deepEqual(completionsIn(said), {
    rounds: [[1, 334, 371, 687, 0.49, 0.54]],
    one: 0.49,
    two: 0.54,
    pulls: [
      { name: 'from nothing', cells: [624, 13, 5_000_000, 812.5] },
      { name: 'one workout later', cells: [1, 1, 9_000, 3.1] },
    ],
  })
  assert.throws(() => completionsIn('nothing'), /said nothing this understands/)
})

test('the workout the drain asks about is the app’s own: offline it is one request', () => {
  assert.equal(workout(false).requests, 1)
  assert.ok(workout(true).requests > 1)
})
