import assert from 'node:assert/strict'
import { fileURLToPath } from 'node:url'
import { test } from 'node:test'
import { outcomesOf } from '../../../scripts/lib/testing/outcomesOf.ts'
import { postgresPrograms } from './support/postgres.ts'

test('a failing test fails alone: the next one gets another database, whatever the failed one left', async () => {
  const outcomes = await outcomesOf(fileURLToPath(new URL('fixtures/neighbours.ts', import.meta.url)))
  const tests = outcomes.filter(([name]) => !name.startsWith('on '))
  assert.deepEqual(
    tests.filter(([name, passed]) => passed !== name.startsWith('good')),
    [],
  )
  assert.equal(tests.length, postgresPrograms() === null ? 4 : 8)
})
