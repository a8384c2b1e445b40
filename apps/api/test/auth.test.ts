import assert from 'node:assert/strict'
import crypto, { randomUUID } from 'node:crypto'
import { syncBuiltinESMExports } from 'node:module'
import { mock, test } from 'node:test'
import { signedInSchema } from '@holdfast/contract'
import type { SignedIn } from '@holdfast/contract'
import { hashPassword, passwordMatches } from '../src/auth/password.ts'
import { GRACE_MS, refreshRuling } from '../src/auth/refreshRule.ts'
import { onEveryEngine } from './support/engines.ts'
import { newGym, newPerson, problem, request } from './support/gym.ts'
import type { Answer, Gym } from './support/gym.ts'

test('a password is stored salted and matches only itself', async () => {
  const [one, other] = await Promise.all([hashPassword('correct horse'), hashPassword('correct horse')])
  assert.notEqual(one, other)
  assert.deepEqual(
    [
      await passwordMatches('correct horse', one),
      await passwordMatches('Correct horse', one),
      await passwordMatches('correct horse', null),
    ],
    [true, false, false],
  )
})

test('a refresh token is renewed once, again when its answer was lost, and counts as stolen when a newer one is in use', () => {
  const token = { expiresAtMs: 1e9, exchangedAtMs: null, revokedAtMs: null }
  const exchanged = { ...token, exchangedAtMs: 0 }
  assert.equal(refreshRuling(token, [], 0), 'renew')
  assert.equal(refreshRuling(exchanged, [exchanged], GRACE_MS), 'renew')
  assert.equal(refreshRuling(exchanged, [token], GRACE_MS + 1), 'renewInstead')
  assert.equal(refreshRuling(exchanged, [exchanged], GRACE_MS + 1), 'stolen')
  assert.equal(refreshRuling({ ...token, revokedAtMs: 0 }, [], 1), 'stolen')
  assert.equal(refreshRuling(token, [], 1e9), 'expired')
})

test('a refresh token is judged by its revocation, then its age, then its exchange', () => {
  const token = { expiresAtMs: 1e9, exchangedAtMs: null, revokedAtMs: null }
  const exchanged = { ...token, exchangedAtMs: 1000 }
  const late = 1000 + GRACE_MS + 1
  assert.deepEqual([refreshRuling(token, [], 1e9 - 1), refreshRuling(token, [], 1e9 + 1)], ['renew', 'expired'])
  assert.equal(refreshRuling({ ...exchanged, expiresAtMs: late }, [exchanged], late), 'expired')
  assert.equal(refreshRuling({ ...token, expiresAtMs: 0, revokedAtMs: 5 }, [], late), 'stolen')
  assert.deepEqual(
    [refreshRuling(exchanged, [], late), refreshRuling(exchanged, [token, exchanged, token], late)],
    ['renewInstead', 'stolen'],
  )
  assert.equal(refreshRuling(exchanged, [exchanged], 999), 'renew', 'a clock that was set back')
})

/** The key derivations that start while `act` runs, each by its length and cost: they take most of the time of a sign-in. */
async function derivationsOf(act: () => Promise<unknown>): Promise<unknown[]> {
  const { mock: watched } = mock.method(crypto, 'scrypt')
  syncBuiltinESMExports()
  try {
    await act()
    return watched.calls.map(({ arguments: [, salt, bytes, cost] }) => [(salt as Buffer).length, bytes, cost])
  } finally {
    watched.restore()
    syncBuiltinESMExports()
  }
}

onEveryEngine((engine) => {
  const post = (gym: Gym, url: string, body: unknown) => request(gym.app, null, 'POST', url, { body })
  const signedIn = (answer: Answer): SignedIn => {
    assert.equal(answer.status, 200, JSON.stringify(answer.json))
    return signedInSchema.parse(answer.json)
  }
  const registered = async (gym: Gym) => {
    const account = { email: `${randomUUID()}@example.org`, password: 'long enough', name: 'Jo' }
    return { ...account, ...signedIn(await post(gym, '/v1/auth/register', account)) }
  }
  const renew = (gym: Gym, refreshToken: string) => post(gym, '/v1/auth/refresh', { refreshToken })
  const reads = async (gym: Gym, token: string) => (await request(gym.app, { token }, 'GET', '/v1/sync')).status

  test('a new account is a lifter, is signed in, and can sign in again whatever the case of the email', async () => {
    const gym = newGym(engine.db)
    const { email, password, account, accessToken } = await registered(gym)
    assert.deepEqual([account.role, await reads(gym, accessToken)], ['lifter', 200])
    const again = signedIn(await post(gym, '/v1/auth/login', { email: email.toUpperCase(), password }))
    assert.deepEqual(again.account, account)
    assert.equal(problem(await post(gym, '/v1/auth/register', { email: email.toUpperCase(), password, name: 'Jo' })).code, 'email_taken')
  })

  test('a wrong password and an unknown email get the same answer', async () => {
    const gym = newGym(engine.db)
    const { email } = await registered(gym)
    const wrong = problem(await post(gym, '/v1/auth/login', { email, password: 'not this one' }))
    const unknown = problem(await post(gym, '/v1/auth/login', { email: 'nobody@example.org', password: 'not this one' }))
    assert.deepEqual([wrong.code, unknown], ['credentials_wrong', wrong])
  })

  test('an unknown email costs the same key derivation as a wrong password, with any stored value', async () => {
    const gym = newGym(engine.db)
    const { email, password } = await registered(gym)
    const { email: withoutPassword } = await newPerson(gym)
    const login = (body: { email: string; password: string }) => post(gym, '/v1/auth/login', body)
    // The password that stands in for a missing one is made once per process.
    await login({ email: 'nobody@example.org', password })
    const right = await derivationsOf(() => login({ email, password }))
    assert.equal(right.length, 1)
    for (const unknown of ['nobody@example.org', withoutPassword, `${email}.`, 'nob\u0000dy@example.org', email])
      assert.deepEqual(await derivationsOf(() => login({ email: unknown, password: 'not this one' })), right, unknown)
  })

  test('neither a token nor a password is stored in clear', async () => {
    const gym = newGym(engine.db)
    const { accessToken, refreshToken, password } = await registered(gym)
    const stored = JSON.stringify([
      await engine.db.query('select * from access_tokens'),
      await engine.db.query('select * from refresh_tokens'),
      await engine.db.query('select * from users'),
    ])
    for (const secret of [accessToken, refreshToken, password]) assert.ok(!stored.includes(secret))
  })

  test('an access token lasts fifteen minutes, and the refresh token gets the next one', async () => {
    const gym = newGym(engine.db)
    const first = await registered(gym)
    assert.equal(first.expiresIn, 900)
    gym.clock.pass(first.expiresIn * 1000 - 1)
    assert.equal(await reads(gym, first.accessToken), 200)
    gym.clock.pass(1)
    const expired = await request(gym.app, { token: first.accessToken }, 'GET', '/v1/sync')
    assert.deepEqual([problem(expired).code, expired.headers['www-authenticate']], ['token_expired', 'Bearer'])
    const second = signedIn(await renew(gym, first.refreshToken))
    assert.deepEqual([await reads(gym, second.accessToken), second.account], [200, first.account])
  })

  test('a lost answer to a renewal does not sign the phone out, not even days later', async () => {
    const gym = newGym(engine.db)
    const { refreshToken } = await registered(gym)
    signedIn(await renew(gym, refreshToken))
    gym.clock.pass(3 * 86_400_000)
    const second = signedIn(await renew(gym, refreshToken))
    assert.equal(await reads(gym, signedIn(await renew(gym, second.refreshToken)).accessToken), 200)
  })

  test('a sign-in lasts half a year without use, and no longer', async () => {
    const gym = newGym(engine.db)
    const [left, used] = [await registered(gym), await registered(gym)]
    gym.clock.pass(180 * 86_400_000 - 1)
    assert.equal((await renew(gym, used.refreshToken)).status, 200)
    gym.clock.pass(1)
    assert.equal(problem(await renew(gym, left.refreshToken)).code, 'unauthenticated')
  })

  test('two tabs that renew at the same moment both stay signed in', async () => {
    const gym = newGym(engine.db)
    const { refreshToken } = await registered(gym)
    const both = (await Promise.all([renew(gym, refreshToken), renew(gym, refreshToken)])).map(signedIn)
    gym.clock.pass(GRACE_MS * 20)
    for (const tab of both) assert.equal(await reads(gym, signedIn(await renew(gym, tab.refreshToken)).accessToken), 200)
  })

  test('the use of an old refresh token after a newer one was used ends the whole sign-in', async () => {
    const gym = newGym(engine.db)
    const first = await registered(gym)
    const second = signedIn(await renew(gym, first.refreshToken))
    const third = signedIn(await renew(gym, second.refreshToken))
    gym.clock.pass(GRACE_MS + 1)
    assert.equal(problem(await renew(gym, first.refreshToken)).code, 'unauthenticated')
    assert.deepEqual([await reads(gym, third.accessToken), (await renew(gym, third.refreshToken)).status], [401, 401])
  })

  test('signing out ends that sign-in and no other', async () => {
    const gym = newGym(engine.db)
    const here = await registered(gym)
    const there = signedIn(await post(gym, '/v1/auth/login', { email: here.email, password: here.password }))
    assert.equal((await post(gym, '/v1/auth/logout', { refreshToken: here.refreshToken })).status, 200)
    assert.equal((await post(gym, '/v1/auth/logout', { refreshToken: here.refreshToken })).status, 200)
    assert.deepEqual(
      [await reads(gym, here.accessToken), (await renew(gym, here.refreshToken)).status, await reads(gym, there.accessToken)],
      [401, 401, 200],
    )
  })
})
