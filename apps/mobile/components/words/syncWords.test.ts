import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Strip } from '../../sync/banner.ts'
import { bannerWords } from './bannerWords.ts'
import { backgroundWords, reassuranceWords, runWords, standingWords } from './syncWords.ts'
import { clockWords } from './times.ts'

const fine = { online: 'online', silent: false, waiting: 0, attention: 0, sending: false, paused: null, lastSilence: null } as const

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
  assert.deepEqual(words({ online: 'offline', silent: true, waiting: 3 }), [
    "The server isn't answering",
    'Your workouts are safe here; we keep trying.',
  ])
  assert.equal(words({ waiting: 3, paused: 'signIn' })[0], 'Sign in again to send 3 changes')
  assert.deepEqual(words({ paused: 'signIn' }), [
    'Sign in again to keep your workouts on the server',
    'You can keep logging. Nothing is lost: everything is saved on this phone.',
  ])
  assert.equal(words({ paused: 'update' })[0], 'Update to keep your workouts on the server')
  assert.equal(words({ attention: 1 })[0], '1 change needs your attention')
})

test('the banner says the state and what still works, and nothing when there is nothing', () => {
  const words = (strip: Strip, silent = false) => bannerWords(strip, silent, 'on this phone')
  assert.equal(words({ kind: 'none' }), null)
  assert.equal(
    bannerWords({ kind: 'offline', waiting: 0 }, false, 'in this browser'),
    "You're offline. Every set is saved in this browser.",
  )
  assert.equal(words({ kind: 'offline', waiting: 3 }), 'Offline · 3 changes waiting')
  assert.equal(words({ kind: 'offline', waiting: 3 }, true), "The server isn't answering. Your workouts are safe here; we keep trying.")
  assert.equal(words({ kind: 'unstable', waiting: 1 }), 'Unstable connection. Saving on this phone.')
  assert.equal(words({ kind: 'backOnline', sending: 3 }), 'Back online. Sending 3 changes…')
  assert.equal(words({ kind: 'allSaved' }), 'All changes saved')
  assert.equal(words({ kind: 'attention', changes: 1 }), '1 change needs your attention')
  assert.equal(words({ kind: 'signIn', waiting: 3 }), 'Sign in again to send 3 changes. You can keep logging.')
  assert.equal(words({ kind: 'signIn', waiting: 0 }), 'Sign in again to keep your workouts on the server. You can keep logging.')
  assert.equal(words({ kind: 'update', waiting: 4 }), 'Update to send 4 changes. Nothing is lost.')
})

test('a run in the background says when it was and what came of it', () => {
  const now = new Date(2026, 10, 22, 20, 0).getTime()
  const at = now - 24 * 3_600_000
  const run = { at, outcome: 'drained', sent: 2, rejected: 0, waiting: 0 } as const
  assert.equal(runWords(run, now), `Yesterday ${clockWords(at)} · sent 2`)
  assert.equal(
    runWords({ ...run, sent: 1, rejected: 1, waiting: 3 }, now),
    `Yesterday ${clockWords(at)} · sent 1, 1 needs your attention, 3 still waiting`,
  )
  assert.equal(runWords({ ...run, sent: 0 }, now), `Yesterday ${clockWords(at)} · nothing to send`)
  assert.equal(runWords({ ...run, outcome: 'storageUnavailable' }, now), `Yesterday ${clockWords(at)} · storage was locked`)
  assert.equal(backgroundWords(null, true), 'Sends while the app is open.')
})
