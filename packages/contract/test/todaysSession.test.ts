import assert from 'node:assert/strict'
import { test } from 'node:test'
import { todaysSession, type ActualSet, type Session } from '../src/index.ts'

const WEDNESDAY = '2026-11-25'
const set = {} as ActualSet
const session = (id: string, scheduledOn: string, status: Session['status'], actualSets: ActualSet[] = []) =>
  ({ id, scheduledOn, status, actualSets }) as Session

/** The ids of today's session and of the next one. */
function ids(sessions: readonly Session[]): string {
  const { today, next } = todaysSession(sessions, WEDNESDAY)
  return `${today?.id ?? '-'} ${next?.id ?? '-'}`
}

const monday = session('monday', '2026-11-23', 'in_progress')
const tuesday = session('tuesday', '2026-11-24', 'planned')
const today = session('today', WEDNESDAY, 'planned')
const friday = session('friday', '2026-11-27', 'planned')

test('a workout in progress is today’s, whatever its day', () => {
  assert.equal(ids([session('monday', '2026-11-23', 'in_progress', [set]), today, friday]), 'monday friday')
})

test('a start without a set hides no session of another day', () => {
  assert.equal(ids([monday, today, friday]), 'today friday')
  assert.equal(ids([session('today', WEDNESDAY, 'completed', [set]), monday, friday]), 'today friday')
  assert.equal(ids([monday, tuesday, friday]), 'tuesday friday')
  assert.equal(ids([session('friday', '2026-11-27', 'in_progress'), today]), 'today friday')
})

test('a start without a set is not hidden either, where nothing else is to do', () => {
  assert.equal(ids([monday, friday]), 'monday friday')
  assert.equal(ids([session('friday', '2026-11-27', 'in_progress')]), 'friday -')
})

test('of two sessions of a day the started one is today’s, else the first; then what was done', () => {
  assert.equal(ids([session('a', WEDNESDAY, 'planned'), session('b', WEDNESDAY, 'in_progress')]), 'b -')
  assert.equal(ids([session('a', WEDNESDAY, 'completed', [set]), session('b', WEDNESDAY, 'planned')]), 'b -')
  assert.equal(ids([session('a', WEDNESDAY, 'skipped'), friday]), 'a friday')
  assert.equal(ids([]), '- -')
})
