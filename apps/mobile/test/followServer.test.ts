import assert from 'node:assert/strict'
import { test } from 'node:test'
import { followServer } from '../sync/engine/followServer.ts'
import { bareEngine, begunIn, confirmed } from './bareEngine.ts'
import { newSession } from './server.ts'

function followed() {
  const bare = bareEngine()
  const begun = begunIn(bare)
  const repsHere = () => Object.values(begun.log().actualSets).map(({ reps }) => reps)
  return { bare, ...bare, ...begun, repsHere, follow: () => followServer(bare.engine) }
}

test('the session on screen takes in what the server tells newer, at the start and from then on, until it is stopped', () => {
  const { follow, told, session, set, repsHere, journal, lastEvents } = followed()
  told({ ...session, version: 2, actualSets: [set(0, { reps: 3 })] })
  const stop = follow()
  assert.deepEqual(repsHere(), [3])
  told({ ...session, version: 3, actualSets: [set(0, { reps: 4 })], notes: 'theirs' })
  assert.deepEqual([repsHere(), (lastEvents(1)[0] as { notes: string }).notes], [[4], 'theirs'])
  const records = journal.records.length
  told({ ...session, version: 3, actualSets: [set(0, { reps: 4 })], notes: 'theirs' })
  assert.equal(journal.records.length, records, 'nothing new is nothing to write')
  stop()
  told({ ...session, version: 4, actualSets: [set(0, { reps: 5 })] })
  assert.deepEqual(repsHere(), [4])
})

test('a session that nobody looks at waits until it is opened again; another one is none of its business', () => {
  const { follow, bare, told, write, session, sessionId, set, repsHere } = followed()
  follow()
  write({ kind: 'sessionLeft', sessionId })
  told({ ...session, version: 2, actualSets: [set(0, { reps: 3 })] })
  begunIn(bare)
  assert.deepEqual(repsHere(), [])
  write({ kind: 'sessionStarted', sessionId, session, startedAt: '2027-01-15T08:00:00.000Z' })
  assert.deepEqual(repsHere(), [3])
  told({ ...newSession(), version: 3 })
  assert.deepEqual(repsHere(), [3])
})

test('what waits here is newer than the copy; once its verdict is in, the copy counts', () => {
  const { follow, bare, told, session, set, tick, repsHere } = followed()
  follow()
  tick(0, { reps: 9 })
  told({ ...session, version: 2, actualSets: [set(0, { reps: 3 })] })
  assert.deepEqual(repsHere(), [9])
  bare.send(() => confirmed({ version: 2, outcome: 'applied' }))
  assert.deepEqual(repsHere(), [3])
})

test('what the server tells while an answer of it is being written is taken in with one record more, once that is on disk', () => {
  const pending: (() => void)[] = []
  let isSlow = false
  const bare = bareEngine({ later: (complete) => void (isSlow ? pending.push(complete) : complete()) })
  const { session, set, log } = begunIn(bare)
  followServer(bare.engine)
  isSlow = true
  const tell = (version: number) => bare.told({ ...session, version, actualSets: [set(0, { reps: version })] })
  for (const version of [2, 3, 4]) tell(version)
  const records = bare.journal.records.length
  while (pending.length > 0) pending.splice(0).forEach((complete) => complete())
  assert.deepEqual([Object.values(log().actualSets).map(({ reps }) => reps), bare.journal.records.length - records], [[4], 2])
  tell(5)
  while (pending.length > 0) pending.splice(0).forEach((complete) => complete())
  assert.deepEqual(
    Object.values(log().actualSets).map(({ reps }) => reps),
    [5],
  )
})

test('an answer that storage would not take is taken in with the next one', () => {
  let isFull = false
  const bare = bareEngine({ fault: () => (isFull ? 'full' : null) })
  const { session, set, log } = begunIn(bare)
  followServer(bare.engine)
  isFull = true
  bare.told({ ...session, version: 2, actualSets: [set(0, { reps: 2 })] })
  assert.deepEqual(log().actualSets, {})
  isFull = false
  bare.told({ ...session, version: 3, actualSets: [set(0, { reps: 3 })] })
  assert.deepEqual(
    Object.values(log().actualSets).map(({ reps }) => reps),
    [3],
  )
})
