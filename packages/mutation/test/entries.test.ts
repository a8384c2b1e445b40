import assert from 'node:assert/strict'
import { test } from 'node:test'
import { entriesFor } from '../src/entries.ts'

const tests = [
  'apps/api/test/sync.test.ts',
  'apps/mobile/test/stores.test.ts',
  'apps/mobile/test/importUnits.test.ts',
  'packages/journal/test/journal.test.ts',
  'packages/journal/test/compaction.test.ts',
  'packages/simulator/test/days.test.ts',
]

test('the tests of the own workspace run one by one and first, those of another in one file, simulated days last', () => {
  const [own, other, both, days, ...more] = entriesFor(tests, ['packages/journal/src/journal.ts'])
  assert.deepEqual(own, { file: 'packages/journal/test/journal.test.ts' })
  assert.deepEqual(other, { file: 'packages/journal/test/compaction.test.ts' })
  assert.deepEqual(both, { file: 'apps/mobile/test/allForMutation.test.ts', text: "import './stores.test.ts'\n" })
  assert.equal(days?.file, 'packages/simulator/test/daysForMutation.test.ts')
  assert.deepEqual(more, [])
})

test('the API’s tests run for the API’s sources', () => {
  assert.deepEqual(entriesFor(['apps/api/test/sync.test.ts'], ['apps/api/src/app.ts']), [{ file: 'apps/api/test/sync.test.ts' }])
})

test('without a test that reaches the simulator no day is simulated', () => {
  assert.deepEqual(entriesFor(['packages/journal/test/journal.test.ts'], ['packages/journal/src/journal.ts']), [
    { file: 'packages/journal/test/journal.test.ts' },
  ])
})
