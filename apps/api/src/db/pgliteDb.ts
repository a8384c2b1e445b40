import { chmodSync, mkdirSync, rmSync } from 'node:fs'
import { PGlite } from '@electric-sql/pglite'
import { CannotStart, reasonOf } from '../cannotStart.ts'
import { becomeUser, everythingIn } from './appRole.ts'
import { commit } from './db.ts'
import type { Ending, Db, Sql } from './db.ts'
import { DurableNodeFS } from './durableNodeFs.ts'
import { lockFolder, type FolderLock } from './folderLock.ts'
import { asDatabaseError, DatabaseUnavailable } from './unavailable.ts'

// PGlite has no background checkpointer. Without this the write-ahead log grows, and recovery after a kill takes longer.
const COMMITS_PER_CHECKPOINT = 1_000

const SETTINGS = ['timezone=UTC', 'shared_buffers=8MB', 'max_wal_size=64MB']
// fdatasync does nothing in PGlite's build, so the write-ahead log must use fsync.
const DURABLE = ['fsync=on', 'wal_sync_method=fsync', 'full_page_writes=on']

// How often, in ms, an idle server checks that it still owns its folder.
const LOOK_MS = 2_000

/**
 * PostgreSQL embedded in this process, on a folder that only this process may use. Throws `CannotStart` when the folder is in use, damaged
 * or not writable, and when a commit would not reach the disk.
 *
 * A commit is confirmed only while the folder is the one that was opened. Once it was moved, replaced or removed, every transaction throws
 * `DatabaseUnavailable`, nothing more is written, and `lost` is called once with the reason.
 */
export async function openPgliteDb(folder: string, lost: (why: string) => void = () => {}): Promise<Db> {
  const lock = prepareFolder(folder)
  const owned = ownership(folder, lock, lost)
  try {
    const database = `${folder}/database`
    // A kill or a power cut during start leaves this file behind, empty, and PostgreSQL then never starts again. This process holds the
    // lock, so no live process can own the file.
    rmSync(`${database}/postmaster.pid`, { force: true })
    const files = new DurableNodeFS(database)
    const startParams = [...PGlite.defaultStartParams.filter((param) => param !== '-F'), ...flags([...SETTINGS, ...DURABLE])]
    const pglite = await PGlite.create({ fs: files, startParams })
    for (const inside of ['database', 'database/global/pg_control']) lock.watch(inside)
    const db = dbOn(pglite, owned)
    await checkDurability(db, files)
    return db
  } catch (error) {
    owned.release()
    if (error instanceof CannotStart) throw error
    throw new CannotStart(`The database in ${folder} cannot be opened (${reasonOf(error)}).`)
  }
}

/** PostgreSQL embedded in this process, in memory only: for tests. `cluster` is a prepared cluster; it saves the time to make one. */
export async function openMemoryDb(cluster?: Blob): Promise<Db> {
  const startParams = [...PGlite.defaultStartParams, ...flags(SETTINGS)]
  const pglite = await PGlite.create({ startParams, ...(cluster ? { loadDataDir: cluster } : {}) })
  return dbOn(pglite, inMemory)
}

/**
 * Whether this process owns the database. `during` runs work, and throws `DatabaseUnavailable` when it does not, checked before and after.
 */
type Ownership = { during: <T>(work: () => Promise<T>) => Promise<T>; isMine: () => boolean; release: () => void }

const inMemory: Ownership = { during: (work) => work(), isMine: () => true, release() {} }

function ownership(folder: string, lock: FolderLock, lost: (why: string) => void): Ownership {
  const why = `The data folder ${folder} is not the one this process opened: it was moved, replaced or removed. Nothing more is confirmed.`
  let told = false
  const look = (): boolean => {
    if (lock.isMine()) return true
    clearInterval(looking)
    if (!told) {
      told = true
      lost(why)
    }
    return false
  }
  const check = (): void => {
    if (!look()) throw new DatabaseUnavailable(new Error(why))
  }
  const looking = setInterval(look, LOOK_MS).unref()
  return {
    isMine: look,
    // A commit counts only if the folder is still the one that was opened.
    async during(work) {
      check()
      const done = await work()
      check()
      return done
    },
    release() {
      clearInterval(looking)
      lock.release()
    },
  }
}

function prepareFolder(folder: string) {
  try {
    mkdirSync(folder, { recursive: true })
    // PGlite makes its files readable by everybody; the mode of the folder protects them.
    chmodSync(folder, 0o700)
    return lockFolder(folder)
  } catch (error) {
    if (error instanceof CannotStart) throw error
    throw new CannotStart(`The data folder ${folder} cannot be written (${reasonOf(error)}).`)
  }
}

async function checkDurability(db: Db, files: DurableNodeFS): Promise<void> {
  const [setting] = await db.query<{ fsync: string }>('show fsync')
  const before = files.fsyncs
  await db.tx(async (sql) => commit(await sql.query(`select pg_logical_emit_message(true, 'holdfast', 'does a commit reach the disk?')`)))
  if (setting?.fsync !== 'on' || files.fsyncs === before) {
    throw new CannotStart('The embedded database does not flush its commits to the disk, so no logged set would be safe in it.')
  }
}

function dbOn(pglite: PGlite, owned: Ownership): Db {
  let commits = 0
  async function transaction<T>(first: string | null, work: (sql: Sql) => Promise<Ending<T>>): Promise<T> {
    let ours: unknown
    // PGlite is one connection; `transaction` makes every other query wait until it has ended.
    const whole = () =>
      pglite
        .transaction(async (inside) => {
          try {
            const sql = sqlOn(inside)
            if (first !== null) await sql.script(first)
            const found = await work(sql)
            if (!found.keep) await inside.rollback()
            return found
          } catch (error) {
            ours = error
            throw error
          }
        })
        .catch((error: unknown) => {
          throw error === ours ? error : asDatabaseError(error)
        })
    const ending = await owned.during(whole)
    if (ending.keep && ++commits % COMMITS_PER_CHECKPOINT === 0) await pglite.exec('checkpoint')
    return ending.value
  }
  const direct = sqlOn(pglite)
  return {
    query: <Row>(text: string, params?: readonly unknown[]) => owned.during(() => direct.query<Row>(text, params)),
    script: (text) => owned.during(() => direct.script(text)),
    tx: (work) => transaction(null, work),
    asUser(userId) {
      const first = becomeUser(userId)
      return everythingIn((work) => transaction(first, work))
    },
    async close() {
      // Closing writes, and a folder that is no longer ours may belong to another process.
      if (!owned.isMine()) return owned.release()
      try {
        await pglite.exec('checkpoint')
      } finally {
        await pglite.close()
        owned.release()
      }
    },
  }
}

function sqlOn(target: Pick<PGlite, 'query' | 'exec'>): Sql {
  return {
    async query<Row>(text: string, params: readonly unknown[] = []): Promise<Row[]> {
      try {
        return (await target.query<Row>(text, [...params])).rows
      } catch (error) {
        throw asDatabaseError(error)
      }
    },
    async script(text) {
      try {
        await target.exec(text)
      } catch (error) {
        throw asDatabaseError(error)
      }
    },
  }
}

function flags(settings: readonly string[]): string[] {
  return settings.flatMap((setting) => ['-c', setting])
}
