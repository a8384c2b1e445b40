import { openJournal, type Journal, type Stored } from '@holdfast/journal'
import { memoryLocation } from '@holdfast/journal/testing'
import type { Page } from 'playwright-core'

/**
 * Adds records to the one journal that a browser has at this origin, with the journal's own code; no page may have it open. `write` gets
 * the journal on a medium that completes at once. Answers how many records it then holds.
 */
export async function fillJournal(page: Page, write: (journal: Journal) => void): Promise<number> {
  const before = await page.evaluate(rowsWith, [])
  const stored = new Map(before.map(({ key, value }) => [key, value]))
  const location = memoryLocation({ disks: new Map([[1, [{ opened: true, stored }]]]), replicas: 1 })
  const clock = { wallMs: () => Date.now(), monoMs: () => performance.now(), after: () => () => {} }
  const journal = await new Promise<Journal>((resolve, reject) => {
    openJournal({ location, clock, expectHistory: true }, (answer) =>
      answer.open ? resolve(answer.journal) : reject(new Error(answer.why)),
    )
  })
  write(journal)
  const known = new Set(before.map(({ key }) => key))
  const added = [...stored].flatMap(([key, value]) => (known.has(key) ? [] : { key, value }))
  await page.evaluate(rowsWith, added)
  return journal.records.length
}

/** Adds rows to the first generation of the journal, and answers all its rows. Runs in the page. */
async function rowsWith(added: readonly Stored[]): Promise<Stored[]> {
  const names = (await indexedDB.databases()).flatMap(({ name }) => (name?.startsWith('holdfast-journal-') ? [name] : []))
  if (names.length !== 1 || !names[0]!.endsWith('-1')) throw new Error(`not one journal in its first generation: ${names.join(', ')}`)
  const done = <T>(request: IDBRequest<T>) =>
    new Promise<T>((resolve, reject) => {
      request.onsuccess = () => resolve(request.result)
      request.onerror = () => reject(new Error(request.error?.message))
    })
  const database = await done(indexedDB.open(names[0]!))
  const records = database.transaction('records', 'readwrite', { durability: 'strict' }).objectStore('records')
  for (const { key, value } of added) records.add(value, key)
  const [keys, values] = await Promise.all([done(records.getAllKeys()), done(records.getAll())])
  await new Promise((resolve) => (records.transaction.oncomplete = resolve))
  database.close()
  return keys.map((key, at) => ({ key: key as string, value: values[at] as string }))
}
