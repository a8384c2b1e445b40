import assert from 'node:assert/strict'
import { afterEach, test } from 'node:test'
import Papa from 'papaparse'
import { createHoldfast } from '../store/holdfast.ts'
import type { Engine } from '../sync/engine/engine.ts'
import { exportAll } from '../sync/history/exportAll.ts'
import { device, until, type Device } from './device.ts'
import { newSession, server } from './server.ts'

const running: Engine[] = []
afterEach(() => {
  for (const engine of running.splice(0)) engine.close()
})

/** The app with an account signed in. */
async function lifter(on: Device = device({ fetch: server().fetch })) {
  const { account } = createHoldfast(on.platform)
  await until(() => account.getState().phase.at !== 'starting', 'the app starts')
  account.getState().signInDemo()
  await until(() => account.getState().phase.at === 'ready', 'the app is ready')
  const { phase } = account.getState()
  if (phase.at !== 'ready') throw new Error('unreachable')
  running.push(phase.engine)
  return { ...phase, on }
}

test('an export holds every set, in all three forms, also of the unfinished session', async () => {
  const { engine, session } = await lifter()
  session.getState().startSession(newSession())
  const [first, second] = session.getState().plannedSets
  session.getState().completeSet(first!.id, { weight: { value: 101.25, unit: 'kg' }, reps: 5, rpe: null })
  session.getState().completeSet(second!.id, { weight: { value: 225, unit: 'lb' }, reps: 3, rpe: 9.5 })
  const { data } = Papa.parse<Record<string, string>>(exportAll(engine, 'csv').text, { header: true, skipEmptyLines: true })
  assert.deepEqual(
    data.map((row) => [row['Exercise'], row['Weight'], row['Unit'], row['Reps'], row['RPE']]),
    [
      ['Squat', '101.25', 'kg', '5', ''],
      ['Squat', '225', 'lb', '3', '9.5'],
    ],
  )
  const { text } = exportAll(engine, 'text')
  assert.ok(text.includes('101.25 kg × 5') && text.includes('225 lb × 3 @ RPE 9.5'), text)
  const json = JSON.parse(exportAll(engine, 'json').text) as { sessions: { actualSets: unknown[] }[]; journal: { records: unknown[] } }
  assert.deepEqual([json.sessions.flatMap(({ actualSets }) => actualSets).length, json.journal.records.length], [2, 3])
})

test('verify reads everything again: all there, one copy lost, and a record that no replica reads back unchanged', async () => {
  const { engine, session, on } = await lifter()
  session.getState().startSession(newSession())
  const records = (await engine.verify()).records
  assert.deepEqual(await engine.verify(), { records, lost: 0, poorer: 0, quarantined: 0 })
  const [one, other] = [...on.disks.values()][0]!
  const key = [...one!.stored.keys()].at(-1)!
  one!.stored.delete(key)
  assert.deepEqual(await engine.verify(), { records, lost: 0, poorer: 1, quarantined: 0 })
  other!.stored.set(key, `${other!.stored.get(key)!.slice(0, -4)}zzzz`)
  assert.deepEqual(await engine.verify(), { records, lost: 1, poorer: 0, quarantined: 1 })
})

test('the system is asked to protect the stored data with the first set, once, also after a restart', async () => {
  const { session, on } = await lifter()
  session.getState().startSession(newSession())
  assert.equal(on.protects, 0)
  const [first, second] = session.getState().plannedSets
  session.getState().completeSet(first!.id, { weight: null, reps: 5, rpe: null })
  session.getState().completeSet(second!.id, { weight: null, reps: 5, rpe: null })
  assert.equal(on.protects, 1)
  on.kill()
  const again = device({ fetch: server().fetch, from: on })
  await lifter(again)
  assert.equal(again.protects, 0)
})
