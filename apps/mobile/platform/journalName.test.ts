import 'fake-indexeddb/auto'
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { accountSchema } from '@holdfast/contract'
import type { Medium, JournalLocation } from '@holdfast/journal'
import { indexedDbLocation } from './indexedDbLocation.ts'
import { indexedDbText } from './indexedDbText.ts'
import { journalName } from './journalName.ts'
import { mmkvLocation } from './mmkvLocation.ts'
import type { Mmkv, MmkvInstance } from './mmkvMedium.ts'

/** Ids for which a name and a generation could be confused. */
const ids = ['7', '7-1', '7-1-1', '7-10', '71', '7-a', '7-1-a']

/** The stores of this device, by name. */
function stores(): Mmkv & { names: Set<string> } {
  const names = new Set<string>()
  return {
    names,
    createMMKV({ id }) {
      names.add(id)
      return instance()
    },
    existsMMKV: (id) => names.has(id),
    deleteMMKV: (id) => names.delete(id),
  }
}

function instance(): MmkvInstance {
  const texts = new Map<string, string>()
  return {
    get length() {
      return texts.size
    },
    set: (key, value) => void texts.set(key, value),
    getString: (key) => texts.get(key),
    contains: (key) => texts.has(key),
    getAllKeys: () => [...texts.keys()],
    trim() {},
  }
}

const generationsOf = (location: JournalLocation): Promise<readonly number[]> =>
  new Promise((resolve, reject) =>
    location.generations((answer) => (answer.ok ? resolve(answer.generations) : reject(new Error(answer.why)))),
  )

const opened = (medium: Medium): Promise<void> => new Promise((resolve) => medium.open(() => resolve()))

test('two accounts on a phone share no store', async () => {
  const mmkv = stores()
  const names = ids.flatMap((id) =>
    [1, 2, 10, 11].flatMap((generation) =>
      mmkvLocation(journalName(id), mmkv)
        .replicas(generation)
        .map(({ name }) => name),
    ),
  )
  assert.equal(new Set(names).size, names.length)
  assert.deepEqual([...mmkv.names].sort(), [...names].sort(), 'a store is called what its medium is called')
  for (const id of ids) assert.deepEqual(await generationsOf(mmkvLocation(journalName(id), mmkv)), [1, 2, 10, 11], id)
})

test('an account without data on a phone finds no data of another one', async () => {
  for (const owner of ids) {
    const mmkv = stores()
    mmkvLocation(journalName(owner), mmkv).replicas(1)
    for (const id of ids)
      assert.deepEqual(await generationsOf(mmkvLocation(journalName(id), mmkv)), id === owner ? [1] : [], `${id} beside ${owner}`)
  }
})

test('an account in a browser finds its own databases and no others', async () => {
  for (const owner of ids)
    for (const generation of [2, 10])
      for (const replica of indexedDbLocation(journalName(owner)).replicas(generation)) await opened(replica)
  for (const id of ids)
    assert.deepEqual(
      (await generationsOf(indexedDbLocation(journalName(id)))).toSorted((a, b) => a - b),
      [2, 10],
      id,
    )
})

test('the names of an account’s stores never change: under another name its data would not be found', async () => {
  const name = journalName('0198c0de-0000-7000-8000-000000000001')
  const mmkv = stores()
  mmkvLocation(name, mmkv).replicas(3)
  assert.deepEqual(
    [...mmkv.names],
    ['holdfast-journal-0198c0de-0000-7000-8000-000000000001-3-a', 'holdfast-journal-0198c0de-0000-7000-8000-000000000001-3-b'],
  )
  for (const replica of indexedDbLocation(name).replicas(3)) {
    await opened(replica)
    await new Promise((resolve) => replica.append('0000000000000001', 'text', resolve))
  }
  assert.deepEqual(await textsIn('holdfast-journal-0198c0de-0000-7000-8000-000000000001-3', 'records'), [['0000000000000001', 'text']])
  await indexedDbText('holdfast').write('key', 'text')
  assert.deepEqual(await textsIn('holdfast', 'texts'), [['key', 'text']])
})

/** Every key and value of a store, read without our code. */
function textsIn(database: string, store: string): Promise<[unknown, unknown][]> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open(database)
    opening.onerror = () => reject(new Error('it cannot be opened'))
    opening.onsuccess = () => {
      const objects = opening.result.transaction(store).objectStore(store)
      const [keys, values] = [objects.getAllKeys(), objects.getAll()]
      values.onsuccess = () => resolve(keys.result.map((key, index) => [key, values.result[index]]))
    }
  })
}

test('an account id makes a name that is a safe file name everywhere, and any other id is rejected', () => {
  const account = { email: 'alex@example.com', name: 'Alex', role: 'lifter' }
  const id = '0198c0de-0000-7000-8000-000000000001'
  assert.ok(accountSchema.safeParse({ ...account, id }).success)
  for (const { name } of mmkvLocation(journalName(id), stores()).replicas(1)) {
    assert.match(name, /^[a-z0-9-]+$/)
    assert.ok(name.length < 100)
  }
  for (const bad of ['../holdfast-index', 'a/b', '7', `${id}-1`, `${id}/1`, '', 'a:b']) {
    assert.ok(!accountSchema.safeParse({ ...account, id: bad }).success, bad)
  }
})
