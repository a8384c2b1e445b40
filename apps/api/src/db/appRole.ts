import { CannotStart } from '../cannotStart.ts'
import { commit } from './db.ts'
import type { Db, Ending, Sql, Transactions } from './db.ts'
import { sqlStateOf } from './unavailable.ts'

const ROLE = 'holdfast_app'
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/**
 * The SQL that makes a transaction run as a user: the role that row-level security binds, and the user whose rows it may see. Both are
 * `local`: they end with the transaction, so the connection can be reused for anybody.
 */
export function becomeUser(userId: string | null): string {
  // The id is part of the text, because a statement with parameters would need one more round trip.
  if (userId !== null && !UUID.test(userId)) throw new Error('a user id is not a UUID')
  return `set local role ${ROLE}; set local app.user_id = '${userId ?? ''}'`
}

/** Wraps `tx` so that a single query or script runs in a transaction too. */
export function everythingIn(tx: Transactions['tx']): Transactions {
  const alone = <T>(work: (sql: Sql) => Promise<T>) => tx(async (sql): Promise<Ending<T>> => commit(await work(sql)))
  return {
    tx,
    query: <Row>(text: string, params?: readonly unknown[]) => alone((sql) => sql.query<Row>(text, params)),
    script: (text) => alone((sql) => sql.script(text)),
  }
}

/**
 * Makes the role that requests run as, and grants it to this login. Roles belong to the whole PostgreSQL server, so it may exist already.
 * Throws `CannotStart`, with what to do, when this login may not do that.
 */
export async function makeAppRole(db: Db): Promise<void> {
  const [found] = await db.query<{ role: number; login: string }>(
    `select (select count(*)::int from pg_roles where rolname = $1) as role, quote_ident(session_user) as login`,
    [ROLE],
  )
  const login = found?.login ?? ''
  try {
    if (found?.role === 0) await madeMeanwhile(db.script(`create role ${ROLE} nologin`))
    if (!(await canBecome(db))) await madeMeanwhile(db.script(`grant ${ROLE} to ${login}`))
  } catch (error) {
    if (sqlStateOf(error) !== '42501') throw error
    throw new CannotStart(
      `The database login ${login} may not make or become the role ${ROLE}, which keeps users apart. An administrator runs once: ` +
        `${found?.role === 0 ? `create role ${ROLE} nologin; ` : ''}grant ${ROLE} to ${login};`,
    )
  }
}

/** Throws `CannotStart` unless row-level security binds the role of requests: no superuser, no bypass, and it owns nothing. */
export async function checkAppRole(db: Db): Promise<void> {
  const [role] = await db.asUser(null).query<{ name: string; bound: boolean; unguarded: string | null }>(
    `select current_user::text as name, not r.rolsuper and not r.rolbypassrls and not exists (
         select from pg_class c join pg_roles o on o.oid = c.relowner
         where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and pg_has_role(current_user, o.oid, 'member')) as bound,
       (select min(c.relname::text) from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
         and not c.relrowsecurity and has_table_privilege(c.oid, 'select, insert, update, delete')) as unguarded
     from pg_roles r where r.rolname = current_user`,
  )
  if (role?.name !== ROLE || !role.bound) {
    throw new CannotStart(
      `The database role ${role?.name ?? ROLE} can bypass row-level security, so users would not be kept apart: it must not be a superuser, ` +
        'have bypassrls, or own or inherit the tables.',
    )
  }
  if (role.unguarded !== null) throw new CannotStart(`The table ${role.unguarded} has no row-level security, but requests may use it.`)
}

async function canBecome(db: Db): Promise<boolean> {
  try {
    await db.asUser(null).query('select 1')
    return true
  } catch (error) {
    if (sqlStateOf(error) === '42501') return false
    throw error
  }
}

// Two servers may start at once: the second finds the step done. XX000 is "tuple concurrently updated".
async function madeMeanwhile(step: Promise<void>): Promise<void> {
  try {
    await step
  } catch (error) {
    if (!['23505', '42710', 'XX000'].includes(sqlStateOf(error) ?? '')) throw error
  }
}
