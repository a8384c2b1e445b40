import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { CannotStart } from '../src/cannotStart.ts'
import { knownMigrations, migrate } from '../src/db/migrate.ts'
import { onEveryEngine } from './support/engines.ts'
import { onPostgres, openPatiently } from './support/postgres.ts'

onEveryEngine((engine) => {
  test('every primary key begins with the user', async () => {
    const keys = await engine.db.query<{ relation: string; first: string }>(
      `select c.relname as relation, a.attname as first from pg_index i join pg_class c on c.oid = i.indrelid
       join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid and a.attnum = i.indkey[0]
       where i.indisprimary and n.nspname = 'public' and c.relname not like 'schema_%' order by 1`,
    )
    assert.deepEqual(
      keys.filter(({ relation, first }) => first !== (relation === 'users' ? 'id' : 'user_id')),
      [],
    )
    assert.equal(keys.length, 8)
  })

  test('an applied migration is not applied again', async () => {
    await migrate(engine.db)
    const applied = await engine.db.query('select name from schema_migrations order by name')
    assert.deepEqual(
      applied,
      knownMigrations().map(({ name }) => ({ name })),
    )
  })

  test('a migration changed after it was applied stops the start', async () => {
    const [first] = knownMigrations()
    assert.ok(first)
    await assert.rejects(migrate(engine.db, [{ ...first, sql: `${first.sql}\n` }]), CannotStart)
  })

  test('a migration that fails leaves nothing behind', async () => {
    await assert.rejects(migrate(engine.db, [{ name: '999_broken.sql', sql: 'create table half (id int); select nonsense;' }]))
    assert.deepEqual(await engine.db.query(`select to_regclass('half')::text as half`), [{ half: null }])
    assert.deepEqual(await engine.db.query(`select name from schema_migrations where name = '999_broken.sql'`), [])
  })

  test('several servers may start at once on an empty PostgreSQL', async (t) => {
    if (engine.url === null) return t.skip('the embedded database belongs to one process')
    for (let round = 0; round < 3; round++) {
      const name = `start_${randomUUID().replaceAll('-', '')}`
      await onPostgres(engine.url, `create database ${name}`)
      const url = new URL(engine.url)
      url.pathname = `/${name}`
      const databases = Array.from({ length: 4 }, () => openPatiently(url.href))
      t.after(() => Promise.all(databases.map((db) => db.close())).then(() => undefined))
      await Promise.all(databases.map((db) => migrate(db)))
    }
  })
})
