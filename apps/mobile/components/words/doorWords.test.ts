import assert from 'node:assert/strict'
import { test } from 'node:test'
import { doorWords } from './doorWords.ts'

test('the sign-in page says who has to sign in again and why, also when nothing waits', () => {
  const words = (waiting: number) => doorWords.again('Alex', waiting, 'on this phone')
  assert.equal(words(0), 'Sign in again as Alex to keep your workouts on the server. Nothing you logged is lost.')
  assert.equal(
    words(1),
    'Sign in again as Alex to send 1 change. Nothing you logged is lost. If somebody else signs in, it waits on this phone for Alex.',
  )
  assert.match(words(2), /to send 2 changes\. .* they wait on this phone for Alex\.$/)
})

test('what waits for another person is shown with their name, and that nobody else can send it', () => {
  assert.deepEqual(doorWords.waitsForOther({ name: 'Alex', changes: 2 }, 'in this browser'), {
    title: '2 changes wait in this browser for Alex',
    body: "They are sent when Alex signs in again. Nobody else's sign-in can send them.",
  })
  assert.deepEqual(doorWords.waitsForOther({ name: 'Alex', changes: 1 }, 'on this phone'), {
    title: '1 change waits on this phone for Alex',
    body: "It is sent when Alex signs in again. Nobody else's sign-in can send it.",
  })
})

test('the act of another tab is shown, and nothing without one', () => {
  const account = { id: 'z', email: 'zoe@example.com', name: 'Zoe', role: 'lifter' } as const
  assert.equal(doorWords.otherTab({ signedOut: false, account: null }), null)
  assert.equal(doorWords.otherTab({ signedOut: true, account: null }), 'You signed out in another tab of this browser.')
  assert.equal(doorWords.otherTab({ signedOut: true, account }), 'Zoe is signed in in another tab of this browser.')
})

test('a lost account: what can be done, and that a workout under way must be finished first', () => {
  assert.match(doorWords.lost(false, 'on this phone'), /still on this phone.*new account.*export/)
  assert.doesNotMatch(doorWords.lost(false, 'on this phone'), /Finish/)
  assert.match(doorWords.lost(true, 'on this phone'), /Finish the workout you are in before that/)
  assert.equal(doorWords.takeAlong(1), 'Create account and take 1 workout along')
})
