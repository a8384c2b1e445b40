import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { OpenConflict } from '../../sync/engine/conflicts.ts'
import { conflictWords } from './conflictWords.ts'
import { clockWords } from './times.ts'

const at = (minute: number) => new Date(2026, 10, 22, 18, minute)
const clock = (minute: number) => clockWords(at(minute).getTime())
const now = at(30).getTime()
const met = (more: Partial<OpenConflict>): string => {
  const ownLoggedAt = at(7).toISOString()
  const conflict: OpenConflict = {
    sessionId: 's1',
    ours: 'completion',
    kept: 'this',
    ownLoggedAt,
    otherLoggedAt: at(5).toISOString(),
    revisionCount: 1,
  }
  return conflictWords({ ...conflict, ...more }, now, 'phone')
}

test('a conflict of two logs: which one counts, why, and when each was logged', () => {
  assert.equal(
    met({}),
    `Another device finished this session at ${clock(5)}. This phone's log (${clock(7)}) is newer, so we kept this one.`,
  )
  assert.equal(
    met({ kept: 'other', otherLoggedAt: at(9).toISOString() }),
    `Another device's log (${clock(9)}) is newer, so that one counts. The version from this phone (${clock(7)}) is kept.`,
  )
})

test('a skip of another device is called a skip, and a skip of this device becomes a revision', () => {
  assert.equal(
    met({ otherLoggedAt: at(9).toISOString() }),
    `Another device skipped this session at ${clock(9)}. You lifted it, so this phone's log (${clock(7)}) counts.`,
  )
  assert.equal(
    met({ ours: 'skip', kept: 'other' }),
    `Another device finished this session at ${clock(5)}. What was lifted counts; your skip (${clock(7)}) is kept.`,
  )
})

test('a log without a time is named without one', () => {
  assert.equal(
    met({ otherLoggedAt: null }),
    `Another device finished this session. This phone's log (${clock(7)}) is newer, so we kept this one.`,
  )
})
