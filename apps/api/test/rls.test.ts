import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { batchAnswerSchema, endpoints } from '@holdfast/contract'
import type { Endpoint } from '@holdfast/contract'
import { CannotStart } from '../src/cannotStart.ts'
import { checkAppRole } from '../src/db/appRole.ts'
import { commit, rollback } from '../src/db/db.ts'
import type { Db, Sql } from '../src/db/db.ts'
import { knownMigrations, migrate } from '../src/db/migrate.ts'
import { openDb } from '../src/db/openDb.ts'
import { sqlStateOf } from '../src/db/unavailable.ts'
import { onEveryEngine } from './support/engines.ts'
import { applied, at, log, newGym, newPerson, newSession, operations, PLAN, readSession, request, send, setBody } from './support/gym.ts'
import type { Gym, Person } from './support/gym.ts'
import { memoryDb } from './support/memoryDb.ts'
import { onPostgres, openPatiently } from './support/postgres.ts'

const REFUSED = '42501'
const TABLES = `select c.relname::text as name, c.relrowsecurity as guarded, exists (select from pg_policy p where p.polrelid = c.oid) as policies
  from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') order by 1`

/** Every table except the two of the migrations, which requests may not use at all. */
async function tablesOf(sql: Sql): Promise<{ name: string; guarded: boolean; policies: boolean }[]> {
  const tables = await sql.query<{ name: string; guarded: boolean; policies: boolean }>(TABLES)
  return tables.filter(({ name }) => name !== 'schema_migrations' && name !== 'schema_lock')
}

const keyOf = (table: string) => (table === 'users' ? 'id' : 'user_id')

/** What a statement did as a user (null: not signed in): how many rows it answered, or the SQLSTATE of its error. */
async function outcome(db: Db, who: string | null, text: string, params: unknown[] = []): Promise<number | string | null> {
  try {
    return (await db.asUser(who).query(text, params)).length
  } catch (error) {
    return sqlStateOf(error)
  }
}

/** A person with at least one row in every table. */
async function livedIn(gym: Gym): Promise<Person & { sessionId: string; setId: string }> {
  const [person, lifter] = [await newPerson(gym), await newPerson(gym)]
  const [sessionId, setId] = [await newSession(gym, person), randomUUID()]
  applied(await send(gym.app, person, operations.putSet(sessionId, setId, setBody())))
  applied(await send(gym.app, person, operations.complete(sessionId, log([]))))
  applied(await send(gym.app, person, operations.complete(sessionId, log([], { notes: 'better', logged_at: at(700) }))))
  await gym.db.query('insert into coach_lifters (user_id, lifter_id) values ($1, $2)', [person.id, lifter.id])
  return { ...person, sessionId, setId }
}

async function rowsOf(db: Db, person: Person): Promise<Record<string, unknown[]>> {
  const tables = await tablesOf(db)
  const rows = await Promise.all(
    tables.map(({ name }) => db.query(`select * from ${name} where ${keyOf(name)} = $1 order by 1, 2`, [person.id])),
  )
  return Object.fromEntries(tables.map(({ name }, index) => [name, rows[index] ?? []]))
}

onEveryEngine((engine) => {
  test('every table is guarded, and a new table without a guard makes this test fail', async () => {
    const unguarded = async (sql: Sql) =>
      (await tablesOf(sql)).filter(({ guarded, policies }) => !guarded || !policies).map(({ name }) => name)
    assert.deepEqual(await unguarded(engine.db), [])
    await engine.db.tx(async (sql) => {
      await sql.script('create table newcomer (user_id uuid); create table half (user_id uuid); alter table half enable row level security')
      assert.deepEqual(await unguarded(sql), ['half', 'newcomer'])
      return rollback(undefined)
    })
    for (const table of ['schema_migrations', 'schema_lock'])
      assert.equal(await outcome(engine.db, null, `select * from ${table}`), REFUSED)
  })

  test('no statement reads the rows of another user or adds rows to them', async (t) => {
    const gym = newGym(engine.db)
    const [me, other] = [await livedIn(gym), await livedIn(gym)]
    const before = await rowsOf(engine.db, other)
    for (const { name } of await tablesOf(engine.db)) {
      await t.test(name, async () => {
        const key = keyOf(name)
        const count = (where: string, params: unknown[] = []) =>
          outcome(engine.db, me.id, `select ${key} from ${name} where ${where}`, params)
        const mine = (await rowsOf(engine.db, me))[name]?.length ?? 0
        const [theirs] = await engine.db.query<{ row: object }>(`select to_jsonb(t) as row from ${name} t where ${key} = $1 limit 1`, [
          other.id,
        ])
        assert.ok(theirs && mine > 0, `${name} has no rows to try this with`)

        assert.equal(await count(`${key} = $1`, [other.id]), 0)
        assert.equal(await count('true'), mine)
        assert.equal(await outcome(engine.db, null, `select ${key} from ${name}`), 0)

        const columns = await engine.db.query<{ name: string }>(
          `select attname::text as name from pg_attribute where attrelid = $1::regclass and attnum > 0 and not attisdropped
           and has_column_privilege('holdfast_app', attrelid, attname, 'update')`,
          [name],
        )
        for (const column of columns.length > 0 ? columns.map((found) => found.name) : [key]) {
          const set = `update ${name} set ${column} = ${column} where`
          const allowed = columns.length > 0
          assert.equal(await outcome(engine.db, me.id, `${set} ${key} = $1 returning ${key}`, [other.id]), allowed ? 0 : REFUSED)
          assert.equal(await outcome(engine.db, me.id, `${set} true returning ${key}`), allowed ? mine : REFUSED)
        }
        assert.equal(await outcome(engine.db, me.id, `update ${name} set ${key} = $1 where ${key} = $2`, [other.id, me.id]), REFUSED)

        const insert = `insert into ${name} select (jsonb_populate_record(null::${name}, $1::jsonb)).*`
        const stolen = JSON.stringify(theirs.row)
        assert.equal(await outcome(engine.db, me.id, insert, [stolen]), REFUSED)
        assert.equal(await outcome(engine.db, me.id, `${insert} on conflict do nothing`, [stolen]), REFUSED)

        const [may] = await engine.db.query<{ del: boolean }>(`select has_table_privilege('holdfast_app', $1::text, 'delete') as del`, [
          name,
        ])
        const remove = `delete from ${name} where`
        assert.equal(await outcome(engine.db, me.id, `${remove} ${key} = $1 returning ${key}`, [other.id]), may?.del ? 0 : REFUSED)
        assert.equal(await outcome(engine.db, me.id, `${remove} true returning ${key}`), may?.del ? mine : REFUSED)
        assert.equal(await outcome(engine.db, me.id, `truncate ${name} cascade`), REFUSED)
      })
    }
    assert.deepEqual(await rowsOf(engine.db, other), before)
  })

  test('a request makes sessions for its own user only, and never as part of a programme', async () => {
    const gym = newGym(engine.db)
    const [me, other] = [await newPerson(gym), await newPerson(gym)]
    const values = "'Mine', '2026-03-10', 'planned', '[]', 7"
    const insert = (owner: Person, more = '', value = '') =>
      outcome(
        engine.db,
        me.id,
        `insert into sessions (user_id, id, title, scheduled_on, status, plan, version${more}) values ($1, gen_random_uuid(), ${values}${value}) returning id`,
        [owner.id],
      )
    assert.deepEqual(
      [
        await insert(me),
        await insert(other),
        await insert(me, ', programme', ", '{}'"),
        await insert(me, ', plan_version', ', 9'),
        await insert(me, ', auto_finalised', ', true'),
      ],
      [1, REFUSED, REFUSED, REFUSED, REFUSED],
    )
  })

  test('the role of a request can neither bypass nor remove row-level security', async () => {
    const me = await newPerson(newGym(engine.db))
    const [role] = await engine.db.asUser(me.id).query(
      `select current_user::text as name, rolsuper or rolbypassrls or rolcreaterole or rolcanlogin as mighty,
         exists (select from pg_class where relowner = r.oid) as owns from pg_roles r where rolname = current_user`,
    )
    assert.deepEqual(role, { name: 'holdfast_app', mighty: false, owns: false })
    await assert.rejects(
      engine.db.asUser(me.id).tx(async (sql) => {
        await sql.query('set local row_security = off')
        return commit(await sql.query('select * from users'))
      }),
      { code: REFUSED },
    )
    for (const text of [
      'alter table users disable row level security',
      'create policy all_of_it on users using (true)',
      'grant select on schema_migrations to holdfast_app',
      'alter role holdfast_app bypassrls',
      'create table mine (id int)',
      `update users set role = 'coach' where id = '${me.id}'`,
      `update users set password_hash = null where id = '${me.id}'`,
      `insert into users (id, email, name, role, created_at) values ('${me.id}', 'x@example.org', 'X', 'coach', now())`,
      `insert into coach_lifters (user_id, lifter_id) values ('${me.id}', '${me.id}')`,
    ]) {
      assert.equal(await outcome(engine.db, me.id, text), REFUSED, text)
    }
    assert.throws(() => engine.db.asUser(`${me.id}'; reset role; --`), /not a UUID/)
  })

  test('a server whose role could bypass, or with an unguarded table, does not start', async () => {
    const refusing = async (make: string, undo: string, why: RegExp) => {
      await engine.db.script(make)
      try {
        await assert.rejects(checkAppRole(engine.db), (error) => error instanceof CannotStart && why.test(error.message))
      } finally {
        await engine.db.script(undo)
      }
    }
    await checkAppRole(engine.db)
    await refusing('alter role holdfast_app bypassrls', 'alter role holdfast_app nobypassrls', /can bypass row-level security/)
    await refusing('alter role holdfast_app superuser', 'alter role holdfast_app nosuperuser', /can bypass row-level security/)
    await refusing('create table owned (id int); alter table owned owner to holdfast_app', 'drop table owned', /can bypass/)
    const newcomer = 'create table newcomer (user_id uuid); grant select on newcomer to holdfast_app'
    await refusing(newcomer, 'drop table newcomer', /^The table newcomer has no row-level security/)
    await checkAppRole(engine.db)
  })

  test('a connection keeps nothing of the user before', async () => {
    const people = await Promise.all(Array.from({ length: 12 }, () => newPerson(newGym(engine.db))))
    const seen = await Promise.all(
      Array.from({ length: 60 }, async (_, index) => {
        const who = people[index % people.length]
        assert.ok(who)
        const db = engine.db.asUser(who.id)
        const ids = await db.tx(async (sql) => {
          const found = await sql.query<{ id: string }>('select id from users')
          return index % 2 === 0 ? commit(found) : rollback(found)
        })
        await assert.rejects(db.query('select 1 / 0'))
        return ids.length === 1 && ids[0]?.id === who.id
      }),
    )
    assert.deepEqual(new Set(seen), new Set([true]))
    for (let tries = 0; tries < 12; tries++) {
      const [after] = await engine.db.query(
        `select current_user = session_user as back, coalesce(current_setting('app.user_id', true), '') as setting`,
      )
      assert.deepEqual(after, { back: true, setting: '' })
    }
  })

  test('a coach reads the sessions of their lifters, changes the plan, and nothing else', async () => {
    const gym = newGym(engine.db)
    const [lifter, coach, stranger] = [await livedIn(gym), await newPerson(gym, 'coach'), await newPerson(gym, 'coach')]
    await engine.db.query('insert into coach_lifters (user_id, lifter_id) values ($1, $2)', [coach.id, lifter.id])
    const visible = async (who: Person) => {
      const tables = await tablesOf(engine.db)
      const counts = await Promise.all(
        tables.map(({ name }) => outcome(engine.db, who.id, `select 1 from ${name} where ${keyOf(name)} = $1`, [lifter.id])),
      )
      return tables.map(({ name }) => name).filter((_, index) => counts[index] !== 0)
    }
    // A finished session takes no new plan.
    const planned = await newSession(gym, lifter)
    assert.deepEqual(await visible(coach), ['actual_sets', 'revisions', 'sessions'])
    assert.deepEqual(await visible(stranger), [])
    const before = await rowsOf(engine.db, lifter)
    for (const text of [
      'update sessions set notes = $1 where true returning id',
      'update actual_sets set reps = 99 where $1 <> id::text returning id',
      'update users set version = 99 where email <> $1 returning id',
    ]) {
      assert.ok([0, 1].includes(Number(await outcome(engine.db, coach.id, text, ['mine now']))), text)
    }
    const change = (who: Person) =>
      engine.db
        .asUser(who.id)
        .query('select change_plan($1, $2, $3::jsonb)::int as version', [lifter.id, planned, JSON.stringify([...PLAN, ...PLAN])])
    assert.deepEqual(await change(stranger), [{ version: null }])
    assert.deepEqual(await change(lifter), [{ version: null }])
    assert.deepEqual(await rowsOf(engine.db, lifter), before)
    const { version } = await readSession(gym.app, lifter, planned)
    assert.deepEqual(await change(coach), [{ version: version + 1 }])
    const after = await readSession(gym.app, lifter, planned)
    assert.deepEqual([after.plan.length, after.planVersion, after.version], [2, 2, version + 1])
  })

  test('no request of any endpoint runs as the owner', async (t) => {
    const owner = () => Promise.reject(new Error('a request ran as the owner'))
    const { clock } = newGym(engine.db)
    const gym = newGym({ asUser: (id) => engine.db.asUser(id), query: owner, script: owner, tx: owner, close: owner })
    const me = await livedIn(newGym(engine.db))
    const email = `${randomUUID()}@example.org`
    const bodies: Record<string, object> = {
      register: { email, password: 'long enough', name: 'New' },
      login: { email, password: 'long enough' },
      refresh: { refreshToken: `${me.id}.${'A'.repeat(43)}` },
      logout: { refreshToken: `${me.id}.${'A'.repeat(43)}` },
      putSet: setBody(),
      deleteSet: { logged_at: at(0) },
      complete: log([]),
      skip: { reason: null, logged_at: at(0) },
      putPlan: { plan: PLAN },
      operations: { operations: [{ operationId: randomUUID(), method: 'POST', path: `/v1/sessions/${me.sessionId}/skip`, body: {} }] },
    }
    assert.ok(clock)
    for (const [name, { method, path }] of Object.entries<Endpoint>(endpoints)) {
      await t.test(name, async () => {
        const url = path.replace(':sessionId', me.sessionId).replace(':setId', me.setId).replace(/:\w+/, randomUUID())
        const body = bodies[name]
        const answer = await request(gym.app, me, method, url, { ...(body ? { body } : {}), operationId: randomUUID() })
        assert.ok(answer.status < 500, `${name}: ${JSON.stringify(answer.json)}`)
      })
    }
    assert.equal((await request(gym.app, null, 'GET', '/readyz')).status, 200)
  })

  test('operations of a batch on the session of another user do not find it and do not change it', async () => {
    const gym = newGym(engine.db)
    const [me, other] = [await livedIn(gym), await livedIn(gym)]
    const before = await rowsOf(engine.db, other)
    const asked = [
      operations.putSet(other.sessionId, other.setId, setBody({ logged_at: at(900) })),
      operations.deleteSet(other.sessionId, other.setId, { logged_at: at(900) }),
      operations.complete(other.sessionId, log([], { logged_at: at(900) })),
      operations.skip(other.sessionId, { reason: null, logged_at: at(900) }),
    ]
    const sent = asked.map(({ method, url, body }) => ({ operationId: randomUUID(), method, path: url, body }))
    const answer = await request(gym.app, me, 'POST', '/v1/operations', { body: { operations: sent } })
    assert.deepEqual(
      batchAnswerSchema.parse(answer.json).answers.map(({ status }) => status),
      [404, 404, 404, 404],
    )
    assert.deepEqual(await rowsOf(engine.db, other), before)
  })

  test('a database with rows from before row-level security is migrated and keeps them', async () => {
    const name = `old_${randomUUID().replaceAll('-', '')}`
    if (engine.url !== null) await onPostgres(engine.url, `create database ${name}`)
    const db = engine.url === null ? await memoryDb() : openPatiently(onDatabase(engine.url, name))
    try {
      await migrate(db, knownMigrations().slice(0, 1))
      const gym = newGym(db)
      const lifter = await newPerson(gym)
      const sessionId = await newSession(gym, lifter)
      await migrate(db)
      await checkAppRole(db)
      assert.equal((await readSession(gym.app, lifter, sessionId)).id, sessionId)
      assert.equal(await outcome(db, randomUUID(), 'select 1 from sessions'), 0)
    } finally {
      await db.close()
    }
  })

  test('a transaction of a user is tried again after a serialization failure, as the same user', async (t) => {
    if (engine.url === null) return t.skip('the embedded database runs one transaction at a time')
    const me = await newPerson(newGym(engine.db))
    let tries = 0
    const found = await engine.db.asUser(me.id).tx(async (sql) => {
      if (++tries < 3) await sql.query(`do $$ begin raise exception 'again' using errcode = '40001'; end $$`)
      return commit(await sql.query('select id from users'))
    })
    assert.deepEqual([tries, found], [3, [{ id: me.id }]])
  })

  test('a login that owns its database and has no other rights needs one grant by an administrator; the error says so', async (t) => {
    if (engine.url === null) return t.skip('the embedded database has one login')
    const name = `plain_${randomUUID().slice(0, 8)}`
    await onPostgres(engine.url, `create role ${name} login`)
    await onPostgres(engine.url, `create database ${name} owner ${name}`)
    const url = new URL(onDatabase(engine.url, name))
    url.username = name
    const settings = { databaseUrl: url.href, dataDir: '' }
    await assert.rejects(openDb(settings), (error) => {
      assert.ok(error instanceof CannotStart)
      assert.match(error.message, new RegExp(`^The database login ${name} may not .* runs once: grant holdfast_app to ${name};$`))
      return true
    })
    await onPostgres(engine.url, `grant holdfast_app to ${name}`)
    const db = await openDb(settings)
    try {
      const { app } = newGym(db)
      const credentials = { email: 'sam@example.org', password: 'long enough' }
      const registered = await request(app, null, 'POST', '/v1/auth/register', { body: { ...credentials, name: 'Sam' } })
      const again = await request(app, null, 'POST', '/v1/auth/register', { body: { ...credentials, name: 'Sam' } })
      const signedIn = await request(app, null, 'POST', '/v1/auth/login', { body: credentials })
      assert.deepEqual([registered.status, again.status, signedIn.status], [200, 409, 200])
    } finally {
      await db.close()
    }
  })
})

function onDatabase(server: string, name: string): string {
  const url = new URL(server)
  url.pathname = `/${name}`
  return url.href
}
