import type { Page } from 'playwright-core'

/** Whether the journal of a page's browser has a record with this text on disk, where a kill does not remove it. */
export async function isInJournal(page: Page, text: string): Promise<boolean> {
  return page.evaluate(async (wanted) => {
    const done = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result)
        request.onerror = () => reject(new Error(request.error?.message))
      })
    const names = (await indexedDB.databases()).flatMap(({ name }) => (name?.startsWith('holdfast-journal-') ? [name] : []))
    const values = await Promise.all(
      names.map(async (name) => {
        const database = await done(indexedDB.open(name))
        const stored = await done(database.transaction('records', 'readonly').objectStore('records').getAll())
        database.close()
        return stored as string[]
      }),
    )
    return values.flat().some((value) => value.includes(wanted))
  }, text)
}
