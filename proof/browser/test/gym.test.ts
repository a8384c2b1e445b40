import assert from 'node:assert/strict'
import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { test } from 'node:test'
import { until } from '../../../scripts/lib/testing/patience.ts'
import { outcomesOf } from '../../../scripts/lib/testing/outcomesOf.ts'

test('a failing test fails alone, in whatever way: the next one has a clean server, network and phone, and nothing is left behind', async (t) => {
  const folder = await mkdtemp(path.join(tmpdir(), 'holdfast-e2e-fixture-'))
  t.after(() => rm(folder, { recursive: true, force: true }))
  const file = path.join(import.meta.dirname, 'fixtures/neighbours.ts')
  const outcomes = await outcomesOf(file, { TMPDIR: folder })
  const isGood = ([name]: [string, boolean]) => name.startsWith('good')
  assert.deepEqual(
    outcomes.filter(([name, passed]) => passed !== isGood([name, passed])),
    [],
  )
  assert.deepEqual([outcomes.length, outcomes.filter(isGood).length], [12, 6])
  // Chromium has its own folders there, which it does not remove when it is killed.
  const left = async () => (await readdir(folder)).filter((name) => name.startsWith('holdfast-'))
  await until(async () => (await left()).length === 0, 'every folder is removed')
  await until(() => !runs(folder), 'every browser is gone')
})

test('a test process that is ended also ends its browsers', async (t) => {
  const folder = await mkdtemp(path.join(tmpdir(), 'holdfast-e2e-fixture-'))
  t.after(() => rm(folder, { recursive: true, force: true }))
  const child = spawn(process.execPath, [path.join(import.meta.dirname, 'fixtures/browser.ts')], {
    env: { ...process.env, TMPDIR: folder },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await once(child.stdout, 'data')
  assert.ok(runs(folder))
  child.kill('SIGTERM')
  await once(child, 'exit')
  await until(() => !runs(folder), 'its browser is gone')
})

/** Whether a browser with its profile in this folder runs. */
function runs(folder: string): boolean {
  return execFileSync('ps', ['-A', '-ww', '-o', 'args='], { encoding: 'utf8' }).includes(`--user-data-dir=${folder}`)
}
