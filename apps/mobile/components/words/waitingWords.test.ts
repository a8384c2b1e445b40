import assert from 'node:assert/strict'
import { test } from 'node:test'
import { clockWords } from './times.ts'
import { silenceWords, waitingWords } from './waitingWords.ts'

const now = new Date(2026, 10, 22, 20, 0).getTime()
const calm = { banner: { kind: 'none' }, paused: null, sending: false, lastSilence: null, nextAttemptAt: null } as const

test('what waits says why and when it is tried again, without technical terms', () => {
  const at = now + 60_000
  assert.deepEqual(
    [
      waitingWords({ ...calm, banner: { kind: 'offline', waiting: 1 }, nextAttemptAt: at }, now),
      waitingWords({ ...calm, sending: true }, now),
      waitingWords({ ...calm, lastSilence: 'busy', nextAttemptAt: at }, now),
      waitingWords({ ...calm, paused: 'signIn', lastSilence: 'network' }, now),
      waitingWords({ ...calm, paused: 'update' }, now),
      waitingWords(calm, now),
    ],
    [
      `Goes when you're online · next try ${clockWords(at)}`,
      'Sending now',
      `The server was busy · next try ${clockWords(at)}`,
      'Goes when you have signed in again',
      'Goes when the app is updated',
      'Goes with the next try',
    ],
  )
})

test('every reason for no answer has a text that a lifter understands', () => {
  for (const why of ['network', 'timeout', 'foreign', 'busy', 'notStored', 'unauthorized', null]) {
    assert.doesNotMatch(silenceWords(why), /queue|mutation|\b[45]\d\d\b|undefined/)
  }
})
