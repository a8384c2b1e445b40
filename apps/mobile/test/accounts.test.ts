import assert from 'node:assert/strict'
import { afterEach, mock, test } from 'node:test'
import { exportAll } from '../sync/history/exportAll.ts'
import { historyOf } from '../sync/history/followHistory.ts'
import { createAssignedColumns } from '../sync/import/assignedColumns.ts'
import { pendingCompletionKey } from '../sync/engine/pendingCompletions.ts'
import { finishedWorkouts, keepForNext } from '../sync/account/takeAlong.ts'
import { accountsServer } from './accountsServer.ts'
import { cacheClock, heavy } from './app.ts'
import { device, until, type Device } from './device.ts'
import { start, train } from './lifters.ts'

afterEach(() => mock.timers.reset())

/** Every text that is stored on this device: journals, texts, the index. */
function stored(on: Device): string {
  const records = [...on.journals.values()].flatMap((disks) => [...disks.values()].flat().flatMap(({ stored: one }) => [...one.values()]))
  return [...records, ...on.texts.entries(), ...on.index.entries()].flat().join('\n')
}

/** The same, by the name of the store and the key. */
function storedIn({ journals, texts, index }: Device) {
  const records = [...journals].map(([id, disks]) => [id, [...disks.values()].flat().flatMap(({ stored: one }) => [...one])] as const)
  return { records: records.filter(([, kept]) => kept.length > 0), texts: Object.fromEntries(texts), index: Object.fromEntries(index) }
}

/** Alex, with a workout that waits; then Zoe on the same device, with a workout on the server. */
async function twoPeople() {
  const on = accountsServer('Alex', 'Zoe')
  const tab = start(device({ fetch: on.fetch }))
  await tab.signIn('Alex')
  const { server } = on.of('Alex')
  server.weather = 'captivePortal'
  train(tab, on, 'Alex', 5, true)
  tab.account.getState().signOut()
  await tab.isAt('signedOut')
  await tab.signIn('Zoe')
  return { on, tab, alex: on.of('Alex'), zoe: on.of('Zoe') }
}

test('two accounts on one device: neither sees the other’s journal, queue, history, programme or export', async () => {
  const { on, tab, alex, zoe } = await twoPeople()
  const { engine, sync, session } = tab.ready()
  assert.deepEqual([engine.logs.current().logs, sync.getState().waiting, session.getState().sessionId], [{}, [], null])
  assert.deepEqual(Object.keys(engine.queries.getQueryData<{ sessions: object }>(['programme', zoe.account.id])!.sessions), [
    zoe.server.session.id,
  ])
  assert.equal(engine.queries.getQueryData(['programme', alex.account.id]), undefined)
  assert.deepEqual(historyOf(engine).current().entries, [])
  train(tab, on, 'Zoe', 3, true)
  await tab.sent()
  for (const kind of ['json', 'text', 'csv'] as const) {
    const { text } = exportAll(engine, kind)
    assert.ok(text.includes(kind === 'csv' ? ',3,' : 'notes of Zoe'), kind)
    for (const other of ['notes of Alex', alex.account.id, alex.server.session.id]) assert.ok(!text.includes(other), `${kind}: ${other}`)
  }
  assert.deepEqual([zoe.server.effects.length, alex.server.effects.length], [2, 0], 'Zoe’s sign-in sent what is Zoe’s')

  tab.account.getState().signOut()
  await tab.isAt('signedOut')
  alex.server.weather = 'fine'
  await tab.signIn('Alex')
  await tab.sent()
  assert.deepEqual([alex.server.session.notes, alex.server.session.actualSets[0]?.reps], ['notes of Alex', 5])
  assert.equal(zoe.server.effects.length, 2, 'and Alex’s what is Alex’s')
  assert.ok(!exportAll(tab.ready().engine, 'json').text.includes('notes of Zoe'))
})

test('a finished workout that waits is in the index only while its account is open, and returns with it', async () => {
  const { tab, alex } = await twoPeople()
  const key = pendingCompletionKey(alex.server.session.id)
  assert.equal(tab.device.index.get(key), undefined, 'not while Zoe is signed in')
  tab.account.getState().signOut()
  await tab.isAt('signedOut')
  await tab.signIn('Alex', false)
  assert.match(tab.device.index.get(key)!, /notes of Alex/)
})

test('an answer that arrives after its account was closed changes no programme and no cache', async () => {
  const written = cacheClock()
  const on = accountsServer('Alex', 'Zoe')
  let answer: () => void = () => {}
  const held = new Promise<void>((resolve) => (answer = resolve))
  let holds = false
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const is = holds && (input as string).includes('/v1/sync')
    const response = await on.fetch(input, init)
    if (is) await held
    return response
  }
  const tab = start(device({ fetch }))
  await tab.signIn('Alex')
  holds = true
  on.of('Alex').server.session = { ...on.of('Alex').server.session, title: 'late news of Alex', version: 9 }
  const pulled = tab.ready().engine.pull()
  tab.account.getState().signOut()
  await tab.isAt('signedOut')
  holds = false
  await tab.signIn('Zoe')
  answer()
  await assert.rejects(pulled, /closed/)
  assert.equal(tab.queries.getQueryData(['programme', on.of('Alex').account.id]), undefined)
  await written()
  assert.ok(!tab.device.texts.get(`queries_${on.of('Zoe').account.id}`)!.includes('Alex'))
})

test('each account has its own settings, and they return with it', async () => {
  const on = accountsServer('Alex', 'Zoe')
  const tab = start(device({ fetch: on.fetch }))
  await tab.signIn('Alex')
  tab.settings.getState().set({ unit: 'lb', theme: 'dark', platesLb: [45] })
  tab.account.getState().signOut()
  await tab.isAt('signedOut')
  assert.equal(tab.settings.getState().theme, 'system')
  await tab.signIn('Zoe')
  assert.deepEqual([tab.settings.getState().unit, tab.settings.getState().platesLb[1]], ['kg', 35])
  tab.settings.getState().set({ barKg: 15 })
  tab.account.getState().signOut()
  await tab.isAt('signedOut')
  await tab.signIn('Alex')
  const { unit, theme, platesLb, barKg } = tab.settings.getState()
  assert.deepEqual([unit, theme, platesLb, barKg], ['lb', 'dark', [45], 20])
  tab.device.kill()
  const again = start(device({ fetch: on.fetch, from: tab.device }))
  assert.equal(again.settings.getState().theme, 'dark', 'before anything was read: the first screen is in the chosen theme')
})

for (const network of ['with a network', 'without one'] as const) {
  test(`everything of this account is deleted, ${network}: no stored text contains it, and all of the other account stays`, async () => {
    const written = cacheClock()
    const { on, tab, alex, zoe } = await twoPeople()
    train(tab, on, 'Zoe', 3)
    tab.settings.getState().set({ unit: 'lb' })
    await tab.sent()
    // Signed out and in before; the server does not know it yet.
    on.deafTo = '/v1/auth/logout'
    tab.account.getState().signOut()
    await tab.isAt('signedOut')
    await tab.signIn('Zoe')
    zoe.server.weather = 'captivePortal'
    tab.ready().session.getState().completeSet(tab.ready().session.getState().plannedSets[1]!.id, heavy(4))
    await written()
    const { id, email } = zoe.account
    const ofZoe = [id, email, 'Zoe', zoe.server.session.id, 'lb']
    for (const text of ofZoe) assert.ok(stored(tab.device).includes(text), `${text} is stored before`)

    if (network === 'without one') on.isDown = true
    tab.account.getState().deleteAndSignOut()
    await until(() => tab.device.journals.get(id)!.size === 0 || !stored(tab.device).includes(id), 'the journal is gone')
    await written()
    for (const text of ofZoe) assert.ok(!stored(tab.device).includes(text), `${text} is left`)
    assert.ok(stored(tab.device).includes('notes of Alex'))
    on.isDown = false
    on.deafTo = null
    alex.server.weather = 'fine'
    await tab.signIn('Alex')
    await tab.sent()
    assert.equal(alex.server.session.status, 'completed')
    await until(() => zoe.signIns() === 0, 'no sign-in of Zoe is left on the server, though nothing here remembers one')
  })
}

test('after an account was deleted, every stored text is as it was before that account was opened', async () => {
  const written = cacheClock()
  const on = accountsServer('Alex', 'Zoe')
  const tab = start(device({ fetch: on.fetch }))
  await tab.signIn('Alex')
  on.of('Alex').server.weather = 'captivePortal'
  train(tab, on, 'Alex', 5, true)
  tab.settings.getState().set({ unit: 'lb' })
  await written()
  tab.account.getState().signOut()
  await tab.isAt('signedOut')
  await until(() => on.of('Alex').signIns() === 0 && !tab.device.texts.has('logouts'), 'Alex is signed out everywhere')
  await written()
  const before = storedIn(tab.device)
  assert.equal(before.records.length, 1)
  // A copy of Alex's journal; it is written again when Alex signs in.
  const { [pendingCompletionKey(on.of('Alex').server.session.id)]: copy, ...index } = before.index
  assert.match(copy!, /notes of Alex/)

  await tab.signIn('Zoe')
  const { account, server } = on.of('Zoe')
  train(tab, on, 'Zoe', 3, true)
  await tab.sent()
  tab.settings.getState().set({ theme: 'dark' })
  on.deafTo = '/v1/auth/logout'
  server.weather = 'captivePortal'
  train(tab, on, 'Zoe', 4, true)
  tab.account.getState().signOut()
  await tab.isAt('signedOut')
  await tab.signIn('Zoe', false)
  const { platform } = tab.device
  createAssignedColumns(platform.index).keep(['Day of Zoe', 'Lift'], { exercise: 1 })
  await keepForNext(platform.cache, account.id, finishedWorkouts(tab.ready().engine))
  await written()
  const kept = storedIn(tab.device)
  const keys = [...Object.keys(kept.texts), ...Object.keys(kept.index)]
  for (const key of [
    'signedIn',
    'logouts',
    `queries_${account.id}`,
    `taken_along_${account.id}`,
    'import_columns',
    `settings_${account.id}`,
  ])
    assert.ok(keys.includes(key), `${key} is stored before`)

  tab.account.getState().deleteAndSignOut()
  await until(() => storedIn(tab.device).records.length === 1, 'the journal is gone')
  await written()
  assert.deepEqual(storedIn(tab.device), { ...before, index })
})
