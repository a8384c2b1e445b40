import assert from 'node:assert/strict'
import { test } from 'node:test'
import { virtualClock } from '@holdfast/journal/testing'
import type { ApiAnswer } from '../sync/server/api.ts'
import { createLogouts } from '../sync/account/logouts.ts'
import { accountsServer, refused, type AccountsServer } from './accountsServer.ts'
import { device, quiet, until } from './device.ts'
import { start, type Tab } from './lifters.ts'

const kept = (tab: Pick<Tab, 'device'>): string => tab.device.texts.get('logouts') ?? 'none'
const logouts = (on: AccountsServer): number => on.heard.filter(({ path }) => path === 'POST /v1/auth/logout').length

/** Alex signed out on a phone without a network. */
async function signedOutOffline() {
  const on = accountsServer('Alex', 'Zoe')
  const phone = start(device({ fetch: (input, init) => on.fetch(input, init) }))
  await phone.signIn('Alex')
  on.isDown = true
  phone.account.getState().signOut()
  assert.equal(phone.at(), 'signedOut', 'it waits for nobody')
  await until(() => kept(phone) !== 'none' && !phone.device.texts.has('signedIn'), 'it is kept, and the sign-in is forgotten')
  return { on, phone }
}

const ways: [what: string, happens: (phone: Tab) => void][] = [
  ['there is a radio again', (phone) => phone.device.setRadio(true)],
  ['the app comes to the front', (phone) => phone.device.setLifecycle('foreground')],
  ['a minute has passed', (phone) => phone.device.clock.advance(60_000)],
]
for (const [what, happens] of ways) {
  test(`signed out without a network: when ${what}, the sign-in ends on the server, once`, async () => {
    const { on, phone } = await signedOutOffline()
    assert.equal(on.of('Alex').signIns(), 1)
    on.isDown = false
    // The earlier attempt may still be in flight.
    await new Promise((resolve) => setImmediate(resolve))
    happens(phone)
    await until(() => on.of('Alex').signIns() === 0, 'it has ended')
    await until(() => kept(phone) === 'none', 'nothing of it is kept any more')
    for (const [, again] of ways) again(phone)
    await new Promise((resolve) => setImmediate(resolve))
    assert.equal(logouts(on), 1)
  })
}

test('the phone is switched off in between: the next start ends the sign-in on the server', async () => {
  const { on, phone } = await signedOutOffline()
  phone.device.kill()
  on.isDown = false
  const again = start(device({ fetch: on.fetch, from: phone.device }))
  await until(() => on.of('Alex').signIns() === 0, 'it has ended')
  await again.isAt('signedOut')
})

test('another account signs in meanwhile: its sign-in stays, and the earlier one ends', async () => {
  const { on, phone } = await signedOutOffline()
  on.isDown = false
  await phone.signIn('Zoe')
  await until(() => on.of('Alex').signIns() === 0, 'it has ended')
  assert.deepEqual([on.of('Zoe').signIns(), phone.name()], [1, 'Zoe'])
})

test('the same account signs in again: only the earlier sign-in ends', async () => {
  const { on, phone } = await signedOutOffline()
  on.isDown = false
  await phone.signIn('Alex')
  await until(() => kept(phone) === 'none', 'it is told')
  assert.equal(on.of('Alex').signIns(), 1)
  await phone.ready().engine.pull()
})

test('several sign-ins are ended one after the other, and an unanswered request delays the others only for a time', async () => {
  const { on, phone } = await signedOutOffline()
  on.isDown = false
  on.deafTo = '/v1/auth/logout'
  await phone.signIn('Zoe')
  phone.account.getState().signOut()
  await until(() => JSON.parse(kept(phone)).length === 2, 'both are kept')
  on.deafTo = null
  phone.device.setLifecycle('foreground')
  await until(() => on.of('Alex').signIns() + on.of('Zoe').signIns() === 0, 'both have ended')
  await until(() => kept(phone) === 'none', 'nothing is kept')
})

const silences: [what: string, answer: () => Response][] = [
  ['a captive portal', () => new Response('<html>Free WiFi</html>', { headers: { 'content-type': 'text/html' } })],
  ['429', () => refused(429, 'rate_limited')],
  ['503', () => refused(503, 'unavailable')],
]
for (const [what, answer] of silences) {
  test(`${what} is no answer: the sign-in is kept until there is one`, async () => {
    const { on, phone } = await signedOutOffline()
    on.isDown = false
    const { fetch } = on
    let asked = 0
    on.fetch = async (input, init) => ((input as string).endsWith('/logout') ? (asked++, answer()) : await fetch(input, init))
    phone.device.setLifecycle('foreground')
    await until(() => asked === 1, 'it is told')
    on.fetch = fetch
    await until(() => {
      phone.device.clock.advance(60_000)
      return on.of('Alex').signIns() === 0
    }, 'it has ended')
  })
}

test('a request that the server can never read is sent once and dropped', async () => {
  const { on, phone } = await signedOutOffline()
  on.isDown = false
  const { fetch } = on
  on.fetch = async (input, init) => ((input as string).endsWith('/logout') ? refused(422, 'validation_failed') : await fetch(input, init))
  phone.device.setLifecycle('foreground')
  await until(() => kept(phone) === 'none', 'it is let go of')
})

test('a sign-out ends the sign-in here and on the server although storage refuses', async () => {
  const on = accountsServer('Alex')
  const phone = start(device({ fetch: on.fetch }))
  await phone.signIn('Alex')
  const { secrets } = phone.device.platform
  const change = secrets.change.bind(secrets)
  secrets.change = (key, to) => (key === 'logouts' ? Promise.reject(new Error('full')) : change(key, to))
  phone.account.getState().signOut()
  await until(() => on.of('Alex').signIns() === 0 && !phone.device.texts.has('signedIn'), 'it has ended on both sides')
  assert.equal(phone.at(), 'signedOut')
})

test('a list that cannot be read is an empty one', async () => {
  for (const text of ['{', '"a"', '[1]']) {
    const on = accountsServer('Alex')
    const one = device({ fetch: on.fetch })
    one.texts.set('logouts', text)
    const phone = start(one)
    await phone.signIn('Alex')
    phone.account.getState().signOut()
    await until(() => on.of('Alex').signIns() === 0, 'it has ended')
  }
})

test('it holds tokens and nothing else: no name, no email', async () => {
  const { phone } = await signedOutOffline()
  assert.doesNotMatch(kept(phone), /Alex|alex@/)
  assert.doesNotMatch([...phone.device.texts.values(), ...phone.device.index.values()].join(), /alex@example/)
})

/** The sign-ins to end, and a server that answers as it is told to. */
function ending() {
  const { secrets } = device({ fetch: assert.fail }).platform
  const clock = virtualClock()
  const told: string[] = []
  let answer: () => Promise<ApiAnswer<unknown>> = () => Promise.resolve({ ok: true, answer: {} })
  const call = (_name: string, input: { body: { refreshToken: string } }) => {
    told.push(input.body.refreshToken)
    return answer()
  }
  const logouts = createLogouts({ secrets, clock }, { call: call as never })
  const stored = async () => JSON.parse((await secrets.read('logouts')) ?? 'null') as string[] | null
  return { ...logouts, secrets, clock, told, stored, answers: (how: typeof answer) => void (answer = how) }
}
const silence: ApiAnswer<unknown> = { ok: false, problem: null, silence: 'network' }
const problem = (code: 'validation_failed' | 'unauthenticated'): ApiAnswer<unknown> => ({
  ok: false,
  problem: { type: '', title: '', status: 400, detail: '', code },
})

test('each sign-in that is to end is kept once, the last one last, and the last twenty of them', async () => {
  const { add, stored } = ending()
  for (const token of ['a', 'b', 'a']) await add(token)
  assert.deepEqual(await stored(), ['b', 'a'])
  for (let n = 0; n < 20; n++) await add(`t${n}`)
  assert.deepEqual([(await stored())?.length, (await stored())?.[0]], [20, 't0'])
})

test('what need not be kept is told first, then what is kept in its order; nothing is told twice', async () => {
  const { add, addUnkept, send, told, stored } = ending()
  await add('a')
  await add('b')
  addUnkept('c')
  send()
  await quiet()
  assert.deepEqual([told, await stored()], [['c', 'a', 'b'], null])
  send()
  await quiet()
  assert.equal(told.length, 3)
})

test('where nobody answers, the rest waits a minute for the next try; what the server can never read is let go of', async () => {
  const { add, send, told, stored, clock, answers } = ending()
  for (const token of ['a', 'b']) await add(token)
  for (const answer of [silence, problem('unauthenticated')]) {
    answers(() => Promise.resolve(answer))
    send()
    await quiet()
    assert.deepEqual(told.splice(0), ['a'])
  }
  answers(() => Promise.resolve(problem('validation_failed')))
  clock.advance(59_999)
  await quiet()
  assert.deepEqual(told, [])
  clock.advance(1)
  await quiet()
  assert.deepEqual([told, await stored()], [['a', 'b'], null])
  assert.equal(clock.timers, 0)
})

test('asked for while it is telling, it tells again once it is through: what was added meanwhile goes too', async () => {
  const { add, send, told, answers } = ending()
  await add('a')
  let finish = (): void => {}
  answers(() => new Promise((resolve) => (finish = () => resolve({ ok: true, answer: {} }))))
  send()
  await quiet()
  await add('b')
  send()
  send()
  await quiet()
  assert.deepEqual(told, ['a'], 'one after the other')
  finish()
  await quiet()
  finish()
  await quiet()
  assert.deepEqual(told, ['a', 'b'])
})

test('storage that cannot be read is asked again in a minute', async () => {
  const { addUnkept, send, told, clock, secrets } = ending()
  const { read } = secrets
  addUnkept('a')
  secrets.read = () => Promise.reject(new Error('locked'))
  send()
  await quiet()
  assert.deepEqual([told, clock.timers], [[], 1])
  secrets.read = read
  clock.advance(60_000)
  await quiet()
  assert.deepEqual(told, ['a'])
})

test('of an account nothing is kept here from now on: its sign-ins are told all the same, and others stay kept', async () => {
  const { add, keepNothingOf, send, told, stored } = ending()
  for (const token of ['alex.1', 'zoe.1', 'alex.2', 'alexander.1']) await add(token)
  await keepNothingOf('alex')
  assert.deepEqual(await stored(), ['zoe.1', 'alexander.1'])
  send()
  await quiet()
  assert.deepEqual(told.toSorted(), ['alex.1', 'alex.2', 'alexander.1', 'zoe.1'])
})
