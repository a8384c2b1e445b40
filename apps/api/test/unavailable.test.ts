import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { rollback } from '../src/db/db.ts'
import { openPgDb } from '../src/db/pgDb.ts'
import { asDatabaseError, DatabaseUnavailable } from '../src/db/unavailable.ts'
import { onEveryEngine } from './support/engines.ts'
import { applied, newGym, newPerson, newSession, operations, problem, send, setBody } from './support/gym.ts'

const withState = (code: string) => Object.assign(new Error('from the database'), { code })

test('a temporary failure is unavailable, a mistake of ours is not', () => {
  for (const state of ['08006', '53300', '57P01', '57014', '55P03', '40001', 'ECONNRESET']) {
    assert.ok(asDatabaseError(withState(state)) instanceof DatabaseUnavailable, state)
  }
  assert.ok(asDatabaseError(new Error('Connection terminated unexpectedly')) instanceof DatabaseUnavailable)
  for (const state of ['22P02', '23505', '42601']) assert.ok(!(asDatabaseError(withState(state)) instanceof DatabaseUnavailable), state)
})

onEveryEngine((engine) => {
  test('an operation that waits too long for the lock of its lifter gets no verdict, and is applied when it is sent again', async (t) => {
    if (engine.url === null) return t.skip('the embedded database runs one transaction at a time')
    // With the limits of production. The connection that holds the lock has none.
    const db = openPgDb(engine.url)
    t.after(() => db.close())
    const gym = newGym(db)
    const lifter = await newPerson(gym)
    const operation = operations.putSet(await newSession(gym, lifter), randomUUID(), setBody())
    const operationId = randomUUID()
    await engine.db.tx(async (sql) => {
      await sql.query('select id from users where id = $1 for update', [lifter.id])
      const waited = await send(gym.app, lifter, operation, operationId)
      assert.deepEqual([problem(waited).code, problem(waited).operationId, waited.headers['retry-after']], ['unavailable', undefined, '2'])
      return rollback(undefined)
    })
    assert.equal(applied(await send(gym.app, lifter, operation, operationId)).outcome, 'applied')
  })
})
