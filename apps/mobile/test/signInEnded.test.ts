import assert from 'node:assert/strict'
import { test } from 'node:test'
import { authorized } from '../sync/server/programme.ts'
import { accountsServer, refused } from './accountsServer.ts'
import { device, quiet, until } from './device.ts'
import { start, train, type Tab } from './lifters.ts'

/** Alex, with everything on the server. The sign-in has ended there. */
async function endedAlex() {
  const on = accountsServer('Alex', 'Zoe')
  const phone = start(device({ fetch: (input, init) => on.fetch(input, init) }))
  await phone.signIn('Alex')
  train(phone, on, 'Alex', 5)
  await phone.sent()
  on.endSignIns('Alex')
  return { on, phone, sync: () => phone.ready().sync.getState() }
}

const whoAsks: [who: string, asks: (phone: Tab) => unknown][] = [
  ['a pull', (phone) => assert.rejects(phone.ready().engine.pull(), /Sign in again/)],
  [
    'whoever asks for something else, with the reason',
    async (phone) => {
      const { signIn, api } = phone.ready().engine
      const answer = await authorized(signIn, (token) => api.call('today', { token }))
      assert.deepEqual(!answer.ok && answer.problem?.status, 401)
    },
  ],
  ['a workout that is sent', (phone) => phone.ready().session.getState().finish()],
]
for (const [who, asks] of whoAsks) {
  test(`the sign-in has ended: ${who} is refused, and all screens show it`, async () => {
    const { phone, sync } = await endedAlex()
    assert.equal(sync().paused, null)
    await asks(phone)
    await until(() => sync().paused === 'signIn', 'it pauses')
    assert.deepEqual(sync().strip, { kind: 'signIn', waiting: sync().waiting.length })
    assert.equal(phone.name(), 'Alex', 'nobody is thrown out in the middle of a workout')
  })
}

for (const [what, answer] of [
  ['503', () => refused(503, 'unavailable')],
  ['429', () => refused(429, 'rate_limited')],
  ['426', () => refused(426, 'upgrade_required')],
  ['a captive portal', () => new Response('<html>', { headers: { 'content-type': 'text/html' } })],
] as [string, () => Response][]) {
  test(`a renewal that is answered ${what} pauses nothing`, async () => {
    const { on, phone, sync } = await endedAlex()
    on.refreshAnswers = answer
    await assert.rejects(phone.ready().engine.pull())
    assert.deepEqual([sync().paused, sync().strip.kind], [null, 'none'])
  })
}

test('in a pause logging goes on, and signing in again as the same account sends it', async () => {
  const { on, phone, sync } = await endedAlex()
  await assert.rejects(phone.ready().engine.pull())
  phone.ready().session.getState().finish()
  assert.equal(sync().waiting.length, 1)
  await phone.signIn('Alex')
  await phone.sent()
  assert.deepEqual([sync().paused, on.of('Alex').server.session.status], [null, 'completed'])
})

test('signing in as another account sends nothing of it, and the new person is told what waits', async () => {
  const { on, phone } = await endedAlex()
  await assert.rejects(phone.ready().engine.pull())
  const { session } = phone.ready()
  for (const { id } of session.getState().plannedSets.slice(1, 3)) session.getState().completeSet(id, { weight: null, reps: 3, rpe: null })
  const before = on.of('Alex').server.effects.length
  await phone.signIn('Zoe')
  assert.deepEqual(phone.account.getState().unsentHere, [{ name: 'Alex', changes: 2 }])
  assert.deepEqual([phone.ready().sync.getState().waiting, phone.ready().sync.getState().paused], [[], null])
  phone.account.getState().signOut()
  await phone.isAt('signedOut')
  assert.deepEqual(phone.account.getState().unsentHere, [{ name: 'Alex', changes: 2 }], 'at the door too')
  await until(() => !phone.device.texts.has('signedIn'), 'the sign-in is forgotten')
  phone.device.kill()
  const again = start(device({ fetch: on.fetch, from: phone.device }))
  await again.isAt('signedOut')
  assert.deepEqual(again.account.getState().unsentHere, [{ name: 'Alex', changes: 2 }], 'also after a restart')
  assert.deepEqual([on.of('Zoe').server.effects, on.of('Alex').server.effects.length], [[], before])
  await again.signIn('Alex')
  await again.sent()
  assert.deepEqual([again.account.getState().unsentHere, on.of('Alex').server.effects.length], [[], before + 2])
})

test('the screens of another account are left before it is opened; those of the same account stay', async () => {
  const { phone } = await endedAlex()
  const phases: string[] = []
  phone.account.subscribe(({ phase }, before) => {
    if (phase !== before.phase) phases.push(phase.at)
  })
  await phone.signIn('Alex')
  assert.deepEqual(phases.splice(0), ['ready'])
  await phone.signIn('Zoe')
  assert.deepEqual(phases, ['signedOut', 'ready'])
})

test('when the server accepts this app again, the next attempt sends what waits', async () => {
  const on = accountsServer('Alex')
  let tooOld = false
  const fetch: typeof globalThis.fetch = async (input, init) => (tooOld ? refused(426, 'upgrade_required') : await on.fetch(input, init))
  const phone = start(device({ fetch }))
  await phone.signIn('Alex')
  tooOld = true
  train(phone, on, 'Alex', 5)
  const sync = () => phone.ready().sync.getState()
  await until(() => sync().paused === 'update', 'it pauses')
  phone.ready().engine.syncNow()
  await quiet()
  assert.deepEqual([sync().paused, sync().waiting.length], ['update', 1], 'it is too old still')
  tooOld = false
  phone.ready().engine.syncNow()
  await quiet()
  assert.deepEqual([sync().paused, sync().waiting.length], [null, 0])
})

test('when the server knows the sign-in again, the pause ends: a wrong restore was corrected', async () => {
  const { on, phone, sync } = await endedAlex()
  on.refreshAnswers = () => refused(401, 'unauthenticated')
  await assert.rejects(phone.ready().engine.pull())
  assert.equal(sync().paused, 'signIn')
  on.refreshAnswers = null
  on.reviveSignIns('Alex')
  await phone.ready().engine.pull()
  assert.equal(sync().paused, null)
})

test('a renewal that fails because of storage pauses nothing: it is tried again', async () => {
  const { on, phone, sync } = await endedAlex()
  const { secrets } = phone.device.platform
  const { read } = secrets
  secrets.read = () => Promise.reject(new Error('the safe is locked'))
  phone.ready().session.getState().finish()
  await until(() => phone.ready().engine.outbox.snapshot().lastSilence !== null, 'the renewal came to nothing')
  assert.deepEqual([on.refreshes, sync().paused, sync().waiting.length], [0, null, 1])
  secrets.read = read
  on.reviveSignIns('Alex')
  sync().syncNow()
  await phone.sent()
})

test('new tokens end only a pause for a sign-in: a version that the server refused still waits for an update', async () => {
  const on = accountsServer('Alex')
  const phone = start(device({ fetch: (input, init) => on.fetch(input, init) }))
  await phone.signIn('Alex')
  let asked = 0
  on.of('Alex').server.fetch = async () => {
    asked++
    return refused(426, 'upgrade_required')
  }
  train(phone, on, 'Alex', 5)
  await until(() => phone.ready().sync.getState().paused === 'update', 'it pauses')
  const before = asked
  assert.equal(await phone.ready().engine.signIn.renew(), 'renewed')
  await quiet()
  assert.deepEqual([phone.ready().sync.getState().paused, asked], ['update', before])
})
