import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Counted } from './countReporter.ts'
import { verdict } from './nodeTests.ts'

const counted = (counts: Partial<Counted> = {}) => ({ passed: 0, failed: 0, skipped: 0, empty: [], ...counts })

test('tests that ran and passed are what they are', () => {
  assert.deepEqual(verdict(0, counted({ passed: 5, skipped: 1 })), { counts: { passed: 5, failed: 0, skipped: 1 }, problems: [] })
})

test('failed tests explain the runner’s exit code', () => {
  assert.deepEqual(verdict(1, counted({ passed: 5, failed: 2 })), { counts: { passed: 5, failed: 2, skipped: 0 }, problems: [] })
})

test('whatever the counts cannot say is one more failure', () => {
  const failures = [
    verdict(0, counted()),
    verdict(0, counted({ skipped: 3 })),
    verdict(0, counted({ passed: 5, empty: ['a.test.ts'] })),
    verdict(7, counted({ passed: 5 })),
    verdict(124, counted({ passed: 5 })),
    verdict(137, undefined),
    verdict(0, undefined),
  ]
  assert.deepEqual(
    failures.map(({ counts, problems }) => [counts.failed, problems.length]),
    failures.map(() => [1, 1]),
  )
})
