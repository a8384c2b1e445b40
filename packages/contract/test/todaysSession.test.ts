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

test('a start without a set does not hide a session of another day', () => {
  assert.equal(ids([monday, today, friday]), 'today friday')
  assert.equal(ids([session('today', WEDNESDAY, 'completed', [set]), monday, friday]), 'today friday')
  assert.equal(ids([monday, tuesday, friday]), 'tuesday friday')
  assert.equal(ids([session('friday', '2026-11-27', 'in_progress'), today]), 'today friday')
})

test('a start without a set is shown if nothing else is to do', () => {
  assert.equal(ids([monday, friday]), 'monday friday')
  assert.equal(ids([session('friday', '2026-11-27', 'in_progress')]), 'friday -')
})

test('of two sessions of a day the started one is today’s, else the first; then one that is done', () => {
  assert.equal(ids([session('a', WEDNESDAY, 'planned'), session('b', WEDNESDAY, 'in_progress')]), 'b -')
  assert.equal(ids([session('a', WEDNESDAY, 'completed', [set]), session('b', WEDNESDAY, 'planned')]), 'b -')
  assert.equal(ids([session('a', WEDNESDAY, 'skipped'), friday]), 'a friday')
  assert.equal(ids([]), '- -')
})

/** The result for these sessions, which must be the same in every order. */
function idsInAnyOrder(...sessions: Session[]): string {
  const told = new Set([sessions, [...sessions].reverse(), [...sessions.slice(1), sessions[0]!]].map(ids))
  return [...told].join(' or ')
}

const missed = (id: string, day: string) => session(id, `2026-11-${day}`, 'planned')

test('of several missed sessions the latest is today’s, and of several future ones the first is next', () => {
  const toCome = [missed('thu', '26'), missed('fri', '27'), missed('next week', '30')]
  assert.equal(idsInAnyOrder(missed('mon', '23'), missed('tue', '24'), missed('last week', '18'), ...toCome), 'tue thu')
  assert.equal(idsInAnyOrder(missed('last year', '01'), missed('last week', '18')), 'last week -')
  assert.equal(idsInAnyOrder(...toCome), '- thu')
  assert.equal(idsInAnyOrder(session('dec', '2025-12-31', 'planned'), missed('tue', '24')), 'tue -', 'years come before months')
})

test('a finished or skipped session is neither missed nor next, with sets or without', () => {
  const over = (['skipped', 'completed'] as const).flatMap((status) => [
    session(`${status} mon`, '2026-11-23', status),
    session(`${status} thu`, '2026-11-26', status),
    session(`${status} tue`, '2026-11-24', status, [set]),
    session(`${status} fri`, '2026-11-27', status, [set]),
  ])
  assert.equal(idsInAnyOrder(...over), '- -')
  assert.equal(idsInAnyOrder(...over, missed('last week', '18'), missed('next week', '30')), 'last week next week')
})

test('of two workouts in progress the later one is today’s; of two starts without a set the first', () => {
  const going = (id: string, day: string) => session(id, `2026-11-${day}`, 'in_progress', [set])
  assert.equal(idsInAnyOrder(going('mon', '23'), going('tue', '24'), today), 'tue -')
  const started = (id: string, day: string) => session(id, `2026-11-${day}`, 'in_progress')
  assert.equal(idsInAnyOrder(started('b', '25'), started('a', '25'), session('0', WEDNESDAY, 'planned')), 'a -')
  assert.equal(idsInAnyOrder(started('fri', '27'), started('thu', '26')), 'thu fri')
})

test('several sessions of one day are ordered by their ids: the first one to do, the last one that is over', () => {
  assert.equal(idsInAnyOrder(missed('b', '25'), missed('c', '25'), missed('a', '25')), 'a -')
  assert.equal(idsInAnyOrder(missed('b', '24'), missed('c', '24'), missed('a', '24')), 'c -')
  assert.equal(idsInAnyOrder(missed('b', '26'), missed('c', '26'), missed('a', '26')), '- a')
  const over = ['b', 'c', 'a'].map((id) => session(id, WEDNESDAY, id === 'b' ? 'skipped' : 'completed'))
  assert.equal(idsInAnyOrder(...over), 'c -')
})

test('without a session today or next the fields are null, not missing', () => {
  assert.deepEqual(todaysSession([], WEDNESDAY), { today: null, next: null })
})
