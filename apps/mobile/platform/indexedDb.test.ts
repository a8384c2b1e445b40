import { pageEvents } from '../test/pageEvents.ts'
import 'fake-indexeddb/auto'
import assert from 'node:assert/strict'
import { beforeEach, test } from 'node:test'
import { forceCloseDatabase } from 'fake-indexeddb'
import { openJournal, type Journal, type Medium, type Opening, type Reading, type Saved, type Writing } from '@holdfast/journal'
import { mediaContract, virtualClock } from '@holdfast/journal/testing'
import { remember } from '../sync/server/signIn.ts'
import { heavy, launch } from '../test/app.ts'
import { device, until } from '../test/device.ts'
import { server, signedIn } from '../test/server.ts'
import { indexedDbMedium } from './indexedDbMedium.ts'
import { indexedDbLocation } from './indexedDbLocation.ts'
import { indexedDbText } from './indexedDbText.ts'

/**
 * What the browser does to a transaction. `cutOff`: aborts it. `unheard`: stores it and fires no event. `refused`: throws, because the
 * connection is already closed.
 */
type Fate = 'cutOff' | 'unheard' | 'refused'

/** A fake browser that records transactions and applies `Fate` to the next ones. */
const browser = {
  connections: new Set<IDBDatabase>(),
  /** For each transaction, whether it was committed before the task that began it ended. */
  committed: [] as boolean[],
  fates: [] as Fate[],
  /** Closes every connection, as a browser does by itself. */
  closeAll(): void {
    for (const connection of browser.connections) closed(connection)
    browser.connections.clear()
  },
}
beforeEach(() => {
  pageEvents.dispatchEvent(new Event('pageshow'))
  browser.committed = []
  browser.fates = []
})

const { open } = IDBFactory.prototype
IDBFactory.prototype.open = function (...args) {
  const request = open.apply(this, args)
  request.addEventListener('success', () => browser.connections.add(request.result))
  return request
}

const begin = IDBDatabase.prototype.transaction
IDBDatabase.prototype.transaction = function (...args) {
  // The transaction that makes a database uses this method too.
  const fate = args[1] === ('versionchange' as string) ? undefined : browser.fates.shift()
  // A closing connection accepts no transaction; one that was begun before may still end.
  if (fate === 'refused') closed(this)
  const transaction = begin.apply(this, args)
  if (fate) closed(this)
  watch(transaction)
  if (fate === 'cutOff') transaction.commit = () => transaction.abort()
  if (fate === 'unheard')
    Object.defineProperty(transaction, 'oncomplete', {
      set() {},
      get: () => (event: Event) => transaction.onabort?.(event),
    })
  return transaction
}

/** The package's types require the class of connections. */
const closed = (connection: IDBDatabase): void => forceCloseDatabase(connection as never)

function watch(transaction: IDBTransaction): void {
  const at = browser.committed.push(false) - 1
  const { commit } = transaction
  transaction.commit = () => {
    browser.committed[at] = true
    commit.call(transaction)
  }
}

let names = 0
const newName = (): string => `database ${names++}`
const opened = (medium: Medium): Promise<Opening> => new Promise((resolve) => medium.open(resolve))
const append = (medium: Medium, key: string, value: string): Promise<Writing> =>
  new Promise((resolve) => medium.append(key, value, resolve))
const read = (medium: Medium): Promise<Reading> => new Promise((resolve) => medium.read('', resolve))
const rows = (...stored: [string, string][]): Reading => ({ ok: true, stored: stored.map(([key, value]) => ({ key, value })) })
const madeDatabases = async (): Promise<(string | undefined)[]> => (await indexedDB.databases()).map(({ name }) => name)

for (const { name, run } of mediaContract) {
  // Without the Web Locks of a browser no generation is dropped.
  if (!name.startsWith('[M9]')) test(`${name} (IndexedDB in memory)`, () => run({ medium: () => indexedDbMedium(name) }))
}

test('every transaction is committed before the page can be frozen: an open one blocks every later page', async () => {
  const medium = indexedDbMedium(newName())
  await opened(medium)
  await append(medium, '1', 'one')
  await append(medium, '1', 'taken')
  await read(medium)
  const texts = indexedDbText(newName())
  await texts.write('key', 'text')
  await texts.read('key')
  await texts.remove('key')
  assert.deepEqual(
    browser.committed,
    Array.from({ length: 8 }, () => true),
    'two that make a database, six of use',
  )
  await texts.change('key', () => 'text')
  assert.deepEqual(browser.committed.length, 9)
  assert.ok(browser.committed[8], 'a change, as soon as it is decided')
})

test('a page that was left begins nothing that it does not commit', async () => {
  const { app, first } = await onIndexedDb()
  app.session.getState().completeSet(first, heavy(5))
  app.device.setLifecycle('background')
  // As at `pagehide`: microtasks run until none is left.
  await Promise.resolve()
  assert.ok(browser.committed.length > 0)
  assert.deepEqual(
    browser.committed.filter((isCommitted) => !isCommitted),
    [],
  )
})

for (const [how, fates] of [
  ['between two uses', []],
  ['between opening and the transaction', ['refused']],
  ['in the middle of a transaction', ['cutOff']],
  ['in the middle of a transaction that was stored', ['unheard']],
  ['right after it was opened again', ['refused', 'cutOff']],
] satisfies [string, Fate[]][]) {
  test(`a connection that the browser closes ${how} is opened again: the record is appended once, and read`, async () => {
    const medium = indexedDbMedium(newName())
    await opened(medium)
    await append(medium, '1', 'one')
    browser.closeAll()
    browser.fates = [...fates]
    assert.deepEqual(await append(medium, '2', 'two'), { ok: true })
    assert.deepEqual(browser.fates, [])
    browser.closeAll()
    browser.fates = [...fates]
    assert.deepEqual(await read(medium), rows(['1', 'one'], ['2', 'two']))
    const again = await append(medium, '2', 'another')
    assert.equal(again.ok ? 'written' : again.why, 'taken')
  })

  test(`a connection that the browser closes ${how} is opened again: a text is written, changed, read and removed`, async () => {
    const texts = indexedDbText(newName())
    await texts.write('key', 'one')
    for (const use of [
      async () => texts.write('key', 'two'),
      async () => assert.equal(await texts.read('key'), 'two'),
      async () => assert.equal(await texts.change('key', (text) => (text === 'two' ? 'three' : text)), 'three'),
      async () => assert.equal(await texts.read('key'), 'three'),
      async () => texts.remove('key'),
      async () => assert.equal(await texts.read('key'), null),
    ]) {
      browser.closeAll()
      browser.fates = [...fates]
      await use()
    }
  })
}

test('a connection that the browser reports as closed is not used again', async () => {
  const medium = indexedDbMedium(newName())
  browser.connections.clear()
  await opened(medium)
  const [connection] = browser.connections
  connection!.transaction = () => assert.fail('it is used')
  connection!.onclose!(new Event('close'))
  assert.deepEqual(await append(medium, '1', 'one'), { ok: true })
})

test('an append that was cut off finds its key taken if another tab wrote it meanwhile', async () => {
  const name = newName()
  const [medium, other] = [indexedDbMedium(name), indexedDbMedium(name)]
  await opened(medium)
  await opened(other)
  browser.fates = ['cutOff']
  const [own, theirs] = await Promise.all([append(medium, '1', 'own'), append(other, '1', 'theirs')])
  assert.deepEqual([own.ok ? 'written' : own.why, theirs], ['taken', { ok: true }])
  assert.deepEqual(await read(medium), rows(['1', 'theirs']))
})

test('when the browser closes each new connection, the caller gets the error, and the next use tries again', async () => {
  const medium = indexedDbMedium(newName())
  const texts = indexedDbText(newName())
  await opened(medium)
  await texts.write('key', 'one')
  for (const fate of ['refused', 'cutOff'] as const) {
    browser.fates = Array.from({ length: 3 }, () => fate)
    const refused = await append(medium, fate, 'value')
    assert.equal(refused.ok ? 'written' : refused.why, 'unavailable')
    assert.deepEqual(browser.fates, [], 'three tries')
    browser.fates = Array.from({ length: 3 }, () => fate)
    await assert.rejects(texts.write('key', fate))
    assert.deepEqual(await append(medium, fate, 'value'), { ok: true })
    assert.equal(await texts.read('key'), 'one')
  }
})

test('texts written while the connection closes are stored in the order of the calls', async () => {
  for (const fates of [['cutOff'], ['unheard'], ['refused', 'cutOff']] satisfies Fate[][]) {
    const texts = indexedDbText(newName())
    await texts.write('key', 'before')
    browser.fates = [...fates]
    const writes = ['one', 'two', 'three'].map((text) => texts.write('key', text))
    browser.closeAll()
    await Promise.all(writes)
    assert.equal(await texts.read('key'), 'three')
  }
})

test('a text that could not be written leaves the one before unchanged', async () => {
  const texts = indexedDbText(newName())
  await texts.write('key', 'before')
  browser.fates = ['cutOff', 'cutOff', 'cutOff']
  await assert.rejects(texts.write('key', 'after'))
  assert.equal(await texts.read('key'), 'before')
})

test('a page that is left aborts an unfinished change, keeps later writes, and makes the change when it is back', async () => {
  const name = newName()
  const [texts, nextPage] = [indexedDbText(name), indexedDbText(name)]
  await texts.write('count', '1')
  const more = (text: string | null): string => String(Number(text) + 1)
  browser.committed = []
  const begun = texts.change('count', more)
  // The transaction has begun, and its first request was sent.
  await until(() => browser.committed.length === 1, 'it is begun')
  pageEvents.dispatchEvent(new Event('pagehide'))
  const flushed = texts.write('beside', 'written while leaving')
  assert.deepEqual(browser.committed, [false, true], 'the second one begins at once')
  const asked = texts.change('count', more)
  await flushed
  assert.deepEqual([await nextPage.read('count'), await nextPage.read('beside')], ['1', 'written while leaving'])
  pageEvents.dispatchEvent(new Event('pageshow'))
  assert.deepEqual([await begun, await asked, await nextPage.read('count')], ['2', '3', '3'])
})

test('a sign-in that was stored without an event replaces no other, so it is not ended on the server', async () => {
  const texts = indexedDbText(newName())
  assert.equal(await remember(texts, signedIn), null)
  const next = { ...signedIn, refreshToken: 'another' }
  browser.fates = ['unheard']
  assert.deepEqual(await remember(texts, next), signedIn)
  assert.deepEqual(browser.fates, [])
})

test('an append does not make a deleted journal again: a journal begins with its first record', async () => {
  const name = newName()
  const medium = indexedDbMedium(name)
  await opened(medium)
  await append(medium, '1', 'one')
  await deleted(name)
  const refused = await append(medium, '2', 'two')
  assert.deepEqual(refused, { ok: false, why: 'unavailable', detail: `NotFoundError: the database ${name} is gone` })
  assert.equal((await read(medium)).ok, false)
  assert.ok(!(await madeDatabases()).includes(name))
})

test('a deleted database of texts is made again', async () => {
  const name = newName()
  const texts = indexedDbText(name)
  await texts.write('key', 'one')
  await deleted(name)
  assert.equal(await texts.read('key'), null)
  await texts.write('key', 'two')
  assert.equal(await texts.read('key'), 'two')
})

test('another tab that upgrades the database does not wait for this one, which reports that it can no longer write', async () => {
  const name = newName()
  const medium = indexedDbMedium(name)
  await opened(medium)
  await new Promise<void>((resolve, reject) => {
    const request = indexedDB.open(name, 2)
    request.onblocked = () => reject(new Error('it waits'))
    request.onsuccess = () => resolve(request.result.close())
  })
  const refused = await append(medium, '1', 'one')
  assert.deepEqual(refused.ok ? null : [refused.why, refused.detail.split(':')[0]], ['unavailable', 'VersionError'])
})

test('a medium that was closed stays closed', async () => {
  const medium = indexedDbMedium(newName())
  await opened(medium)
  medium.close()
  const refused = await append(medium, '1', 'one')
  assert.equal(refused.ok ? 'written' : refused.why, 'unavailable')
  assert.equal((await read(medium)).ok, false)
})

test('a journal whose connection closes at any moment holds each record once, in order', async () => {
  for (const fates of [[], ['refused'], ['cutOff'], ['unheard'], ['refused', 'cutOff'], ['unheard', 'refused']] satisfies Fate[][]) {
    const location = indexedDbLocation(newName())
    const journal = await journalOf(location)
    const heard: unknown[] = []
    journal.subscribe(({ event }) => heard.push(event))
    const saved = (event: string): Promise<Saved> => new Promise((resolve) => journal.append({ event }, resolve))
    await saved('before')
    browser.fates = [...fates]
    const both = [saved('one'), saved('two')]
    browser.closeAll()
    for (const one of both) assert.equal((await one).saved, true)
    journal.close()
    const after = (await journalOf(location)).records.map(({ event }) => event)
    assert.deepEqual(
      [heard, after],
      [
        ['before', 'one', 'two'],
        ['before', 'one', 'two'],
      ],
    )
  }
})

test('two sets logged offline around a close reach the server once, without a restart', async () => {
  const { on, app, first, second } = await onIndexedDb('offline')
  const saved: boolean[] = []
  app.session.getState().completeSet(first, heavy(5), (isSaved) => saved.push(isSaved))
  await until(() => saved.length === 1, 'the first one is saved')
  browser.closeAll()
  app.session.getState().completeSet(second, heavy(3), (isSaved) => saved.push(isSaved))
  await until(() => saved.length === 2, 'the second one too')
  assert.deepEqual(saved, [true, true])
  on.weather = 'fine'
  browser.closeAll()
  app.sync.getState().syncNow()
  await until(() => app.sync.getState().waiting.length === 0, 'both are settled')
  assert.deepEqual(on.session.actualSets.map(({ id }) => id).sort(), [first, second].sort())
})

test('a verdict that could not be stored is requested again and stored then', async () => {
  const { on, app, first } = await onIndexedDb('offline')
  app.session.getState().completeSet(first, heavy(5))
  await until(() => app.sync.getState().waiting.length === 1, 'it waits')
  on.weather = 'fine'
  browser.fates = ['refused', 'refused', 'refused']
  app.sync.getState().syncNow()
  await until(() => browser.fates.length === 0, 'the verdict is refused a place')
  await until(() => {
    app.device.clock.advance(1_000)
    return app.sync.getState().waiting.length === 0
  }, 'it is settled')
  assert.equal(on.effects.length, 1)
})

/** The app with its journal in IndexedDB, signed in and with a session open. */
async function onIndexedDb(weather: 'fine' | 'offline' = 'fine') {
  const on = server()
  const phone = device({ fetch: on.fetch })
  const location = indexedDbLocation(newName())
  const texts = indexedDbText(newName())
  Object.assign(phone.platform, { journalLocation: () => location, cache: texts })
  const app = await launch(phone)
  await app.engine.pull()
  on.weather = weather
  app.session.getState().startSession(on.session)
  await until(() => app.session.getState().sessionId === on.session.id, 'the session is open')
  const [first, second] = app.session.getState().plannedSets
  return { on, app, first: first!.id, second: second!.id }
}

function journalOf(location: ReturnType<typeof indexedDbLocation>): Promise<Journal> {
  return new Promise((resolve, reject) => {
    openJournal({ location, clock: virtualClock(), expectHistory: false }, (answer) =>
      answer.open ? resolve(answer.journal) : reject(new Error(answer.why)),
    )
  })
}

/** Deletes a database as a browser that clears site data does: it closes the connections first. */
function deleted(name: string): Promise<void> {
  browser.closeAll()
  return new Promise((resolve, reject) => {
    const request = indexedDB.deleteDatabase(name)
    request.onsuccess = () => resolve()
    request.onerror = () => reject(new Error(String(request.error)))
  })
}
