import pg from 'pg'
import { becomeUser, everythingIn } from './appRole.ts'
import type { Ending, Db, Sql } from './db.ts'
import { asDatabaseError, DatabaseUnavailable, isContention } from './unavailable.ts'

const TRIES_MAX = 4
/** Milliseconds; 0 is no limit. A request that would wait longer is answered with 503, and the phone sends it again. */
const LIMITS = { connect: 5_000, lock: 3_000, statement: 10_000, idleInTransaction: 10_000 }

/** PostgreSQL over the network. Does not connect: the first query shows whether the server can be reached. */
export function openPgDb(databaseUrl: string, limits: typeof LIMITS = LIMITS): Db {
  const settings = {
    lock_timeout: limits.lock,
    statement_timeout: limits.statement,
    idle_in_transaction_session_timeout: limits.idleInTransaction,
    timezone: 'UTC',
  }
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    max: 10,
    connectionTimeoutMillis: limits.connect,
    options: Object.entries(settings)
      .map(([name, value]) => `-c ${name}=${value}`)
      .join(' '),
  })
  // A connection that dies emits 'error', and without a listener Node ends the process. The query on that connection fails by itself and is
  // answered with 503.
  pool.on('error', () => {})
  pool.on('connect', (client) => client.on('error', () => {}))

  return {
    query: (text, params) => withClient(pool, (client) => sqlOn(client).query(text, params)),
    script: (text) => withClient(pool, (client) => sqlOn(client).script(text)),
    tx: (work) => patiently(() => withClient(pool, (client) => transaction(client, 'begin', work))),
    asUser(userId) {
      const begin = `begin; ${becomeUser(userId)}`
      return everythingIn((work) => patiently(() => withClient(pool, (client) => transaction(client, begin, work))))
    },
    connections: () => ({ inUse: pool.totalCount - pool.idleCount, waiting: pool.waitingCount }),
    close: () => pool.end(),
  }
}

async function patiently<T>(transact: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await transact()
    } catch (error) {
      if (!isContention(error)) throw error
      if (tries === TRIES_MAX) throw new DatabaseUnavailable(error)
    }
  }
}

async function withClient<T>(pool: pg.Pool, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect().catch((error: unknown) => {
    throw new DatabaseUnavailable(error)
  })
  let broken: Error | undefined
  try {
    return await work(client)
  } catch (error) {
    // Released with an error, the connection is closed. Otherwise the next request could get it in the middle of a transaction.
    if (error instanceof DatabaseUnavailable) broken = error
    throw error
  } finally {
    client.release(broken)
  }
}

async function transaction<T>(client: pg.PoolClient, begin: string, work: (sql: Sql) => Promise<Ending<T>>): Promise<T> {
  const sql = sqlOn(client)
  let ending: Ending<T>
  try {
    await sql.script(begin)
    ending = await work(sql)
  } catch (error) {
    // When the rollback fails too, its error is thrown instead, so that the connection is closed.
    await sql.query('rollback')
    throw error
  }
  await sql.query(ending.keep ? 'commit' : 'rollback')
  return ending.value
}

function sqlOn(client: pg.PoolClient): Sql {
  return {
    async query<Row>(text: string, params: readonly unknown[] = []): Promise<Row[]> {
      try {
        return (await client.query(text, [...params])).rows as Row[]
      } catch (error) {
        throw isContention(error) ? error : asDatabaseError(error)
      }
    },
    async script(text) {
      try {
        await client.query(text)
      } catch (error) {
        throw asDatabaseError(error)
      }
    },
  }
}
