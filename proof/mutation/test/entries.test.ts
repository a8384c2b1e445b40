import assert from 'node:assert/strict'
import { test } from 'node:test'
import { entriesFor } from '../src/entries.ts'

const tests = [
  'apps/api/test/sync.test.ts',
  'apps/mobile/test/stores.test.ts',
  'apps/mobile/test/importUnits.test.ts',
  'packages/journal/test/journal.test.ts',
  'packages/journal/test/compaction.test.ts',
  'proof/simulator/test/days.test.ts',
]

test('the tests of the own workspace run first, in one file, then simulated days, then those of another workspace', () => {
  const [own, days, other, ...more] = entriesFor(tests, ['packages/journal/src/journal.ts'])
  assert.deepEqual(own, {
    file: 'packages/journal/test/quickForMutation.test.ts',
    text: "import './journal.test.ts'\nimport './compaction.test.ts'\n",
  })
  assert.deepEqual(other, { file: 'apps/mobile/test/quickForMutation.test.ts', text: "import './stores.test.ts'\n" })
  assert.equal(days?.file, 'proof/simulator/test/daysForMutation.test.ts')
  assert.deepEqual(more, [])
})

test('slow tests run for the sources of their own workspace, after the quick ones', () => {
  assert.deepEqual(
    entriesFor(['apps/mobile/test/importUnits.test.ts', 'apps/mobile/test/stores.test.ts'], ['apps/mobile/sync/session/logs.ts']),
    [
      { file: 'apps/mobile/test/quickForMutation.test.ts', text: "import './stores.test.ts'\n" },
      { file: 'apps/mobile/test/slowForMutation.test.ts', text: "import './importUnits.test.ts'\n" },
    ],
  )
})

test('without other workspaces the own tests and simulated days are left', () => {
  assert.deepEqual(
    entriesFor(tests, ['packages/journal/src/journal.ts'], true).map(({ file }) => file),
    ['packages/journal/test/quickForMutation.test.ts', 'proof/simulator/test/daysForMutation.test.ts'],
  )
})

test('the API’s tests run for the API’s sources', () => {
  assert.deepEqual(entriesFor(['apps/api/test/sync.test.ts'], ['apps/api/src/app.ts']), [{ file: 'apps/api/test/sync.test.ts' }])
})

test('without a test that reaches the simulator no day is simulated', () => {
  assert.deepEqual(entriesFor(['packages/journal/test/journal.test.ts'], ['packages/journal/src/journal.ts']), [
    { file: 'packages/journal/test/quickForMutation.test.ts', text: "import './journal.test.ts'\n" },
  ])
})
