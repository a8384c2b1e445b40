import assert from 'node:assert/strict'
import { test } from 'node:test'
import { planDay } from '../src/day.ts'
import { runDayOn } from '../src/world.ts'
import { bothServers } from '../src/twin/bothServers.ts'
import { Difference, sameOrThrow } from '../src/twin/difference.ts'
import { openEngine, type EngineName } from '../src/twin/engine.ts'
import { runTwin } from '../src/twin/twin.ts'

const DAYS: Record<EngineName, number> = { pglite: 12, postgres: 5 }

for (const engine of ['pglite', 'postgres'] as const) {
  test(`the real API on ${engine} gives the answers of the simulated server, holds what it holds, and the days are the same`, async (t) => {
    const told: string[] = []
    const report = await runTwin({ engine, from: 1, count: DAYS[engine], tell: (line) => told.push(line) })
    if (report === null) return t.skip('NO POSTGRESQL ON THIS MACHINE: the twin was NOT compared on it')
    assert.deepEqual([told, report.ran, report.different], [[], DAYS[engine], null])
  })
}

test('a row that changed in the real database alone is found', async () => {
  const engine = await openEngine('pglite')
  assert.ok(engine)
  try {
    let isSpoilt = false
    const day = runDayOn(planDay(1), (options) => {
      const both = bothServers(engine.db, 1, options)
      return {
        ...both,
        async settled() {
          await both.settled()
          if (!isSpoilt) await engine.db.query(`update sessions set notes = 'nobody wrote this'`)
          isSpoilt = true
        },
      }
    })
    await assert.rejects(day, (error) => error instanceof Difference && error.message.includes('nobody wrote this'))
  } finally {
    await engine.close()
  }
})

test('what JSON does not carry makes no difference, and a value does', () => {
  sameOrThrow('an answer', { status: 200, body: { gone: undefined, b: 1, a: 2 } }, { status: 200, body: { a: 2, b: 1 } })
  assert.throws(() => sameOrThrow('an answer', { status: 200 }, { status: 404 }), /an answer\n {2}differ in: \/status: 200 and 404/)
})
