import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Strip } from '../../sync/views/banner.ts'
import { bannerWords } from './bannerWords.ts'
import { backgroundWords, reassuranceWords, runWords, standingWords } from './syncWords.ts'
import { clockWords } from './times.ts'
import { whenSentWords } from './whenSentWords.ts'

const fine = {
  banner: { kind: 'none' },
  waiting: 0,
  attention: 0,
  sending: false,
  late: false,
  paused: null,
  lastSilence: null,
  lastSyncAt: 1,
} as const

test('the sync page says what the state is and what still works', () => {
  const words = (more: object) => [standingWords({ ...fine, ...more }), reassuranceWords({ ...fine, ...more }, 'on this phone')]
  const notAnswering = ["The server isn't answering", 'Your workouts are safe here; we keep trying.']
  assert.deepEqual(words({}), ['Everything is saved on the server', 'Every set is saved on this phone first, then on the server.'])
  assert.deepEqual(words({ banner: { kind: 'offline', waiting: 0 } }), ["You're offline", 'Every set is saved on this phone.'])
  assert.deepEqual(words({ banner: { kind: 'offline', waiting: 1 }, waiting: 1 }), [
    'Offline · 1 change waiting',
    "Saved on this phone. It will send by itself when you're online.",
  ])
  assert.deepEqual(words({ waiting: 3, lastSilence: 'HTTP 502', late: true }), notAnswering)
  assert.deepEqual(words({ waiting: 3, lastSilence: 'HTTP 502' }), ['3 changes waiting to send', 'Saved on this phone already.'])
  assert.deepEqual(words({ banner: { kind: 'silent', waiting: 3 }, waiting: 3 }), notAnswering)
  assert.deepEqual(words({ banner: { kind: 'unstable', waiting: 3 }, waiting: 3 }), [
    'Unstable connection · 3 changes waiting',
    'Saved on this phone. It will send by itself.',
  ])
  assert.equal(words({ banner: { kind: 'backOnline', sending: 3 }, waiting: 3, lastSilence: 'network' })[0], 'Sending 3 changes…')
  assert.equal(words({ waiting: 3, paused: 'signIn' })[0], 'Sign in again to send 3 changes')
  assert.deepEqual(words({ paused: 'signIn' }), [
    'Sign in again to keep your workouts on the server',
    'You can keep logging. Nothing is lost: everything is saved on this phone.',
  ])
  assert.equal(words({ paused: 'update' })[0], 'Update to keep your workouts on the server')
  assert.equal(words({ attention: 1 })[0], '1 change needs your attention')
})

test('nothing is called on the server before the server was asked once', () => {
  assert.equal(standingWords({ ...fine, lastSyncAt: null }), 'Nothing waits to be sent')
  assert.equal(standingWords({ ...fine, lastSyncAt: null, banner: { kind: 'backOnline', sending: 0 } }), 'Nothing waits to be sent')
})

test('a proxy that blocks the app is named, with what can be done', () => {
  const kept = { ...fine, banner: { kind: 'keptOut', waiting: 1 }, waiting: 1, lastSyncAt: null } as const
  assert.equal(standingWords(kept), 'A proxy in front of the server keeps Holdfast out')
  assert.match(reassuranceWords(kept, 'in this browser'), /password of its own.*runs the server.*safe here/)
})

test('what waits says when it is sent, and nothing while that is now', () => {
  const words = (more: object) => whenSentWords({ ...fine, ...more })
  assert.deepEqual(
    [
      words({}),
      words({ banner: { kind: 'offline', waiting: 1 }, paused: 'signIn' }),
      words({ paused: 'signIn' }),
      words({ paused: 'update' }),
      words({ banner: { kind: 'silent', waiting: 1 } }),
      words({ banner: { kind: 'unstable', waiting: 1 } }),
    ],
    [
      null,
      "It will send when you're online.",
      'It will send when you have signed in again.',
      'It will send when the app is updated.',
      'It will send when the server answers.',
      'It will send when the connection holds.',
    ],
  )
})

test('the banner shows the state and what still works, and nothing when all is well', () => {
  const words = (strip: Strip, here = 'on this phone') => {
    const all = bannerWords(strip, here)
    return all && [all.said, all.line, all.narrow]
  }
  assert.equal(words({ kind: 'none' }), null)
  const rows: [Strip, string, string, string][] = [
    [
      { kind: 'offline', waiting: 0 },
      "You're offline. Every set is saved on this phone.",
      'Offline. Every set is saved here.',
      'Offline, saved here',
    ],
    [{ kind: 'offline', waiting: 3 }, 'Offline · 3 changes waiting', 'Offline · 3 changes waiting', 'Offline · 3 waiting'],
    [
      { kind: 'silent', waiting: 3 },
      "The server isn't answering. Your workouts are safe here; we keep trying.",
      "The server isn't answering · 3 waiting",
      'Server not answering',
    ],
    [
      { kind: 'unstable', waiting: 1 },
      'Unstable connection. Saving on this phone.',
      'Unstable connection. Saving here.',
      'Unstable connection',
    ],
    [{ kind: 'backOnline', sending: 3 }, 'Back online. Sending 3 changes…', 'Back online. Sending 3 changes…', 'Sending 3 changes…'],
    [{ kind: 'backOnline', sending: 0 }, 'Back online.', 'Back online.', 'Back online'],
    [{ kind: 'allSaved' }, 'All changes saved', 'All changes saved', 'All changes saved'],
    [{ kind: 'attention', changes: 1 }, '1 change needs your attention', '1 change needs your attention', '1 needs attention'],
    [
      { kind: 'signIn', waiting: 3 },
      'Sign in again to send 3 changes. You can keep logging.',
      'Sign in again to send 3 changes',
      'Sign in again',
    ],
    [
      { kind: 'signIn', waiting: 0 },
      'Sign in again to keep your workouts on the server. You can keep logging.',
      'Sign in again',
      'Sign in again',
    ],
    [{ kind: 'update', waiting: 4 }, 'Update to send 4 changes. Nothing is lost.', 'Update to send 4 changes', 'Update'],
  ]
  for (const [strip, ...lengths] of rows) assert.deepEqual(words(strip), lengths)
})

test('a background run is shown with its time and its result', () => {
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
