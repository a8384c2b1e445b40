import assert from 'node:assert/strict'
import { test } from 'node:test'
import { bannerWords } from './bannerWords.ts'
import { reassuranceWords, standingWords } from './syncWords.ts'

const fine = { online: 'online', waiting: 0, attention: 0, sending: false, paused: null, lastSilence: null } as const

test('the sync page says how things stand and what still works', () => {
  const words = (more: object) => [standingWords({ ...fine, ...more }), reassuranceWords({ ...fine, ...more }, 'on this phone')]
  assert.deepEqual(words({}), ['Everything is saved on the server', 'Every set is saved on this phone first, then on the server.'])
  assert.deepEqual(words({ online: 'offline' }), ["You're offline", 'Every set is saved on this phone.'])
  assert.deepEqual(words({ online: 'offline', waiting: 1 }), [
    'Offline · 1 change waiting',
    "Saved on this phone. It will send by itself when you're online.",
  ])
  assert.deepEqual(words({ waiting: 3, lastSilence: 'HTTP 502' }), [
    "The server isn't answering",
    'Your workouts are safe here; we keep trying.',
  ])
  assert.equal(words({ waiting: 3, paused: 'signIn' })[0], 'Sign in again to send 3 changes')
  assert.equal(words({ attention: 1 })[0], '1 change needs your attention')
})

test('the banner says the state and what still works, and nothing when there is nothing', () => {
  assert.equal(bannerWords({ kind: 'none' }, 'on this phone'), null)
  assert.equal(bannerWords({ kind: 'offline', waiting: 0 }, 'in this browser'), "You're offline. Every set is saved in this browser.")
  assert.equal(bannerWords({ kind: 'backOnline', sending: 3 }, 'on this phone'), 'Back online. Sending 3 changes…')
})
