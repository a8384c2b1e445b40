import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Session } from '@holdfast/contract'
import { leaner } from '../sync/engine/freeSpace.ts'
import { revisionsKey } from '../sync/server/programme.ts'
import { cacheKey } from '../sync/engine/queryCache.ts'
import { heavy, training } from './app.ts'
import { quiet, until } from './device.ts'
import { newSession, signedIn } from './server.ts'

test('freeing space deletes what the server can send again, then stores the set unchanged', async () => {
  let full = false
  const { on, app, first } = await training('fine', () => (full ? 'full' : null))
  const kept = () => app.device.texts.get(cacheKey(signedIn.account.id)) ?? ''
  app.engine.queries.setQueryData(revisionsKey(signedIn.account.id, 'a session'), ['a log that lost'])
  app.device.setLifecycle('background')
  await until(() => kept().includes('a log that lost'), 'the answers are kept')
  full = true
  const heard: boolean[] = []
  app.session.getState().completeSet(first, heavy(5), (saved) => heard.push(saved))
  app.sync.getState().freeSpace()
  await until(() => heard.length === 2, 'it is tried again')
  assert.deepEqual([heard, app.session.getState().notSaved?.setId], [[false, false], first], 'still full: nothing looks saved')
  await until(() => !kept().includes('a log that lost') && kept().includes(on.session.id), 'the programme alone is kept')
  full = false
  app.sync.getState().freeSpace()
  await until(() => heard.length === 3, 'it is tried again')
  assert.deepEqual([heard.at(-1), app.session.getState().notSaved], [true, null])
  assert.equal(app.session.getState().actualSets[first]?.reps, 5)
  app.sync.getState().freeSpace()
  await quiet()
  assert.equal(heard.length, 3, 'what is stored is not done twice')
})

test('the workout can be exported as text, with the very set that could not be stored', async () => {
  let full = false
  const { on, app, first } = await training('offline', () => (full ? 'full' : null))
  full = true
  app.session.getState().completeSet(first, heavy(7))
  assert.match(app.sync.getState().exportSession(on.session.id).text, /102\.5 kg × 7 @ RPE 8/)
})

test('only what ended more than 90 days ago is deleted, and it is pulled from the server again', () => {
  const now = Date.UTC(2026, 10, 22)
  const daysAgo = (days: number) => new Date(now - days * 86_400_000).toISOString()
  const session = (id: string, completedAt: string | null): Session => ({ ...newSession(), id, completedAt })
  const sessions = { old: session('old', daysAgo(91)), recent: session('recent', daysAgo(89)), open: session('open', null) }
  const programme = leaner({ cursor: 12, sessions, pulledAt: 5 }, now)
  assert.deepEqual([programme.cursor, Object.keys(programme.sessions), programme.pulledAt], [0, ['recent', 'open'], 5])
})

test('an exception in the app itself is not shown as a storage problem: the message names it, and trying again stores it', async () => {
  const { app, first } = await training('offline')
  const { random } = app.device.platform
  const { id } = random
  random.id = () => {
    throw new TypeError('crypto.randomUUID is not a function')
  }
  const heard: boolean[] = []
  app.session.getState().completeSet(first, heavy(5), (saved) => heard.push(saved))
  const detail = 'TypeError: crypto.randomUUID is not a function'
  assert.deepEqual([heard, app.session.getState().notSaved], [[false], { why: 'failed', setId: first, detail }])
  assert.deepEqual(app.session.getState().actualSets, {})
  random.id = id
  app.engine.recordAgain()
  assert.deepEqual([heard, app.session.getState().notSaved], [[false, true], null])
})
