import assert from 'node:assert/strict'
import { afterEach, mock, test } from 'node:test'
import type { Session } from '@holdfast/contract'
import { createSettingsStore } from '../store/settingsStore.ts'
import { backgroundRuns, recordRun } from '../sync/device/background.ts'
import { createAssignedColumns } from '../sync/import/assignedColumns.ts'
import { createLogouts } from '../sync/account/logouts.ts'
import { forgetCompletions } from '../sync/engine/pendingCompletions.ts'
import { programmeOf } from '../sync/server/programme.ts'
import { createQueries, keepQueries } from '../sync/engine/queryCache.ts'
import { keepForNext } from '../sync/account/takeAlong.ts'
import { rememberUnsent, unsentOfOthers } from '../sync/device/unsentHere.ts'
import { cacheClock, launch } from './app.ts'
import { device } from './device.ts'
import { newSession, server, signedIn } from './server.ts'

// Texts and keys that an earlier app left on the device, typed in. They must be written exactly so, and read from exactly so. When a test
// of this file fails, the code is wrong, never the text.

afterEach(() => mock.timers.reset())

const account = '0198c0de-0000-4000-8000-000000000001'

const phone = () => device({ fetch: () => Promise.reject(new TypeError('Network request failed')) })

/** The cache of an account after one answer. */
const envelope = (accountId: string, session: Session, updatedAt: number): string =>
  `{"buster":"","timestamp":${updatedAt},"clientState":{"mutations":[],"queries":[{"dehydratedAt":${updatedAt},"state":` +
  `{"data":{"cursor":1,"sessions":{"${session.id}":${JSON.stringify(session)}},"pulledAt":1800000000000},"dataUpdateCount":1,` +
  `"dataUpdatedAt":${updatedAt},"error":null,"errorUpdateCount":0,"errorUpdatedAt":0,"fetchFailureCount":0,"fetchFailureReason":null,` +
  `"fetchMeta":null,"isInvalidated":false,"status":"success","fetchStatus":"idle"},"queryKey":["programme","${accountId}"],` +
  `"queryHash":"[\\"programme\\",\\"${accountId}\\"]"}]}}`

test('the cached answers are stored under the account, in an envelope that is the same to the letter', async () => {
  const pass = cacheClock()
  const on = server()
  const app = await launch(device({ fetch: on.fetch }))
  await app.engine.pull()
  await pass()
  assert.equal(app.device.texts.get(`queries_${signedIn.account.id}`), envelope(signedIn.account.id, on.session, 0))
})

test('the cached answers of an earlier app are read, at any age', async () => {
  const { platform, texts } = phone()
  const session = newSession()
  const text = envelope(account, session, 1_700_000_000_000)
  for (const [kept, updatedAt] of [
    [text, 1_700_000_000_000],
    [text.replace('"isInvalidated":false', '"isInvalidated":true'), 0],
  ] as const) {
    texts.set(`queries_${account}`, kept)
    const queries = createQueries()
    const { stop } = await keepQueries(queries, platform.cache, account)
    stop()
    assert.deepEqual(programmeOf(queries, account), { cursor: 1, sessions: { [session.id]: session }, pulledAt: 1_800_000_000_000 })
    assert.equal(queries.getQueryState(['programme', account])?.dataUpdatedAt, updatedAt)
  }
})

test('hints in the index are written and read to the letter', () => {
  const { platform, index } = phone()
  rememberUnsent(platform.index, { id: account, name: 'Alex 💪' }, 2)
  recordRun(platform.index, { at: 1_800_000_000_000, outcome: 'drained', sent: 3, rejected: 1, waiting: 0 })
  const columns = createAssignedColumns(platform.index)
  columns.keep(['Datum', 'Übung'], { date: 0, exercise: 1 } as never)
  const settings = createSettingsStore(platform.index)
  settings.getState().follow(account)
  settings.getState().set({ unit: 'lb' })
  const kept = {
    [`unsent_${account}`]: '{"name":"Alex 💪","changes":2}',
    background_runs: '[{"at":1800000000000,"outcome":"drained","sent":3,"rejected":1,"waiting":0}]',
    import_columns: '[{"header":"[\\"datum\\",\\"ubung\\"]","columns":{"date":0,"exercise":1}}]',
    settings_of: account,
    [`settings_${account}`]:
      '{"theme":"system","unit":"lb","barKg":20,"barLb":45,"platesKg":[25,20,15,10,5,2.5,1.25],"platesLb":[45,35,25,10,5,2.5],' +
      '"incrementKg":2.5,"incrementLb":5,"restAuto":true,"sound":true,"haptics":true,"keepAwake":true,"rpeShown":true}',
  }
  assert.deepEqual(Object.fromEntries(index), kept)
  const next = phone()
  for (const [key, text] of Object.entries(kept)) next.index.set(key, text)
  next.index.set('pending_session_completion_x', '{}')
  assert.deepEqual(unsentOfOthers(next.platform.index, null), [{ name: 'Alex 💪', changes: 2 }])
  assert.deepEqual(backgroundRuns(next.platform.index), [{ at: 1_800_000_000_000, outcome: 'drained', sent: 3, rejected: 1, waiting: 0 }])
  assert.deepEqual(createAssignedColumns(next.platform.index).of(['Datum', 'Übung']), { date: 0, exercise: 1 })
  assert.equal(createSettingsStore(next.platform.index).getState().unit, 'lb')
  forgetCompletions(next.platform.index)
  assert.deepEqual(Object.fromEntries(next.index), kept)
})

test('texts for the next start are written to the letter: sign-ins to end, workouts to take along', async () => {
  const { platform, texts } = phone()
  const session = newSession()
  await keepForNext(platform.cache, account, [session])
  await createLogouts(platform, { call: () => new Promise(() => undefined) } as never).add(`${account}.token`)
  assert.deepEqual(Object.fromEntries(texts), {
    [`taken_along_${account}`]: JSON.stringify([session]),
    logouts: `["${account}.token"]`,
  })
})
