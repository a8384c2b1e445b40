import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { SignedIn } from '@holdfast/contract'
import { virtualClock } from '@holdfast/journal/testing'
import { createApi } from '../sync/server/api.ts'
import type { Platform, SharedTexts } from '../sync/device/ports.ts'
import { createSignIn, forget, remember, rememberedSignIn, signInOver, type Renewal, type SignIn } from '../sync/server/signIn.ts'
import { accountsServer, emailOf, refused, type AccountsServer } from './accountsServer.ts'
import { device } from './device.ts'

type Lock = Platform['oneTabAtATime']
const noLock: Lock = (_name, task) => task()

/** The storage that the tabs of one browser share, and Alex signed in in the first tab. */
async function browser({ lock = noLock }: { lock?: Lock } = {}) {
  const on = accountsServer('Alex', 'Zoe')
  const { secrets } = device({ fetch: on.fetch }).platform
  const clock = virtualClock()
  const api = createApi({ fetch: (input, init) => on.fetch(input, init), origin: 'http://holdfast.test' })
  const ended: Renewal[] = []
  const login = async (name: string): Promise<SignedIn> => {
    const answer = await api.call('login', { body: { email: emailOf(name), password: 'long enough' } })
    if (!answer.ok) throw new Error(`${name} cannot sign in`)
    return answer.answer
  }
  const first = await login('Alex')
  await remember(secrets, first)
  const tab = (signedIn = first, fresh = false): SignIn =>
    createSignIn(signedIn, fresh, { api, platform: { clock, secrets, oneTabAtATime: lock }, ended: (renewal) => ended.push(renewal) })
  return { on, secrets, clock, tab, first, login, ended, stored: () => rememberedSignIn(secrets) }
}

/** Something happens in another tab while the server makes the new tokens. */
function meanwhile(on: AccountsServer, happens: () => Promise<void>): void {
  const { fetch } = on
  let isFirst = true
  on.fetch = async (input, init) => {
    const answer = await fetch(input, init)
    if (isFirst && new URL(input as string).pathname === '/v1/auth/refresh') {
      isFirst = false
      await happens()
    }
    return answer
  }
}

/** Like Web Locks: a task waits for the earlier tasks of the same name. */
function locks(): Lock {
  const last = new Map<string, Promise<unknown>>()
  return (name, task) => {
    const run = (last.get(name) ?? Promise.resolve()).then(task)
    last.set(
      name,
      run.catch(() => undefined),
    )
    return run
  }
}

test('three renewals at once are one request, and the new tokens are stored', async () => {
  const { on, tab, stored, first, ended } = await browser()
  const signIn = tab()
  assert.deepEqual(await Promise.all([signIn.renew(), signIn.renew(), signIn.renew()]), ['renewed', 'renewed', 'renewed'])
  assert.deepEqual([on.refreshes, ended], [1, ['renewed']])
  assert.notEqual(signIn.signedIn.refreshToken, first.refreshToken)
  assert.deepEqual(await stored(), signIn.signedIn)
  assert.equal(await signIn.token(), signIn.signedIn.accessToken)
})

test('three renewals in three tabs are one request: the other tabs use the tokens of the first', async () => {
  const { on, tab, stored } = await browser({ lock: locks() })
  const tabs = [tab(), tab(), tab()]
  assert.deepEqual(await Promise.all(tabs.map((one) => one.renew())), ['renewed', 'renewed', 'renewed'])
  assert.equal(on.refreshes, 1)
  const { accessToken } = (await stored())!
  assert.deepEqual(await Promise.all(tabs.map((one) => one.token())), [accessToken, accessToken, accessToken])
})

test('where tabs cannot wait for each other, all of them end with the stored tokens', async () => {
  const { tab, stored, on } = await browser()
  // The server accepts an exchange that is requested twice within a minute.
  const { fetch } = on
  const given: Promise<Response>[] = []
  on.fetch = async (input, init) => {
    if (new URL(input as string).pathname !== '/v1/auth/refresh') return await fetch(input, init)
    given.push((given[0] ?? fetch(input, init)).then((answer) => answer.clone()))
    return await given.at(-1)!
  }
  const tabs = [tab(), tab()]
  assert.deepEqual(await Promise.all(tabs.map((one) => one.renew())), ['renewed', 'renewed'])
  for (const one of tabs) assert.equal(one.signedIn.refreshToken, (await stored())!.refreshToken)
})

const page = (status: number): Response => new Response('<html>not us</html>', { status, headers: { 'content-type': 'text/html' } })
const silences: [what: string, answer: () => Response][] = [
  ['our 503', () => refused(503, 'unavailable')],
  ['our 429', () => refused(429, 'rate_limited')],
  ['our 426', () => refused(426, 'upgrade_required')],
  ['our 500', () => refused(500, 'internal')],
  ['a 401 of a proxy', () => page(401)],
  ['a 403 of a firewall', () => page(403)],
  ['a 426 of a proxy', () => page(426)],
  ['a captive portal', () => page(200)],
  ['a 401 in JSON that is not ours', () => new Response('{"error":"unauthorized","status":401}', { status: 401 })],
  ['our 401 under another status', () => new Response(refused(401, 'unauthenticated').body, { status: 502 })],
]
for (const [what, answer] of silences) {
  test(`${what} is no answer to a renewal: the sign-in stays, and is renewed again`, async () => {
    const { on, tab, stored, first, ended } = await browser()
    const signIn = tab()
    on.refreshAnswers = answer
    assert.equal(await signIn.renew(), 'unanswered')
    assert.deepEqual([await stored(), await signIn.token(), ended], [first, first.accessToken, ['unanswered']])
    on.refreshAnswers = null
    assert.equal(await signIn.renew(), 'renewed')
  })
}

test('without a network a renewal is unanswered too', async () => {
  const { on, tab } = await browser()
  const signIn = tab()
  on.isDown = true
  assert.equal(await signIn.renew(), 'unanswered')
  on.isDown = false
  assert.equal(await signIn.renew(), 'renewed')
})

test('our 401 ends the sign-in: there is no token any more, and what is stored on this device stays for the person to decide', async () => {
  const { on, tab, stored, first, ended } = await browser()
  const signIn = tab()
  on.endSignIns('Alex')
  assert.equal(await signIn.renew(), 'refused')
  assert.deepEqual([await signIn.token(), await stored(), ended], [null, first, ['refused']])
})

test('after that, signing in again in another tab is enough for this one', async () => {
  const { on, tab, secrets, login } = await browser()
  const signIn = tab()
  on.endSignIns('Alex')
  assert.equal(await signIn.renew(), 'refused')
  const again = await login('Alex')
  await remember(secrets, again)
  const before = on.refreshes
  assert.equal(await signIn.renew(), 'renewed')
  assert.deepEqual([await signIn.token(), on.refreshes], [again.accessToken, before])
})

test('our 401 for a token that another tab has exchanged since ends nothing: the tokens of that tab are used', async () => {
  const { on, tab, secrets, login } = await browser()
  let newer: SignedIn | null = null
  on.refreshAnswers = () => refused(401, 'unauthenticated')
  meanwhile(on, async () => {
    newer = await login('Alex')
    await remember(secrets, newer)
  })
  const signIn = tab()
  assert.equal(await signIn.renew(), 'renewed')
  assert.deepEqual(signIn.signedIn, newer)
})

type Elsewhere = (secrets: SharedTexts, first: SignedIn, login: (name: string) => Promise<SignedIn>) => Promise<void>
const others: [what: string, happens: Elsewhere][] = [
  ['signed out', (secrets, { account }) => forget(secrets, account.id)],
  [
    'signed out, and somebody else signed in',
    async (secrets, { account }, login) => {
      await forget(secrets, account.id)
      await remember(secrets, await login('Zoe'))
    },
  ],
  ['somebody else signed in over it', async (secrets, _first, login) => void (await remember(secrets, await login('Zoe')))],
]
for (const [what, happens] of others) {
  test(`another tab ${what}: this one requests no new token, and has none`, async () => {
    const { on, tab, secrets, stored, first, login, ended } = await browser()
    const signIn = tab()
    await happens(secrets, first, login)
    const before = await stored()
    assert.equal(await signIn.renew(), 'refused')
    assert.deepEqual([on.refreshes, await signIn.token(), ended], [0, null, ['refused']])
    assert.equal(signIn.signedIn.account.name, 'Alex')
    assert.deepEqual(await stored(), before)
  })

  test(`another tab ${what} while new tokens are requested: they are not stored`, async () => {
    const { on, tab, secrets, stored, first, login } = await browser()
    const signIn = tab()
    let left: SignedIn | null = null
    meanwhile(on, async () => {
      await happens(secrets, first, login)
      left = await stored()
    })
    assert.equal(await signIn.renew(), 'refused')
    assert.equal(await signIn.token(), null)
    assert.deepEqual(await stored(), left)
  })
}

test('signed out and in again as the same account in another tab: that sign-in counts, and this tab continues with it', async () => {
  const { on, tab, secrets, stored, first, login } = await browser()
  const signIn = tab()
  let again: SignedIn | null = null
  meanwhile(on, async () => {
    await forget(secrets, first.account.id)
    again = await login('Alex')
    await remember(secrets, again)
  })
  assert.equal(await signIn.renew(), 'renewed')
  assert.deepEqual([await stored(), signIn.signedIn], [again, again])
})

test('tokens of another account never count as a renewal, whatever sends them', async () => {
  const { on, tab, stored, first, login } = await browser()
  const zoe = await login('Zoe')
  on.refreshAnswers = () => new Response(JSON.stringify(zoe), { headers: { 'content-type': 'application/json' } })
  const signIn = tab()
  assert.equal(await signIn.renew(), 'unanswered')
  assert.deepEqual([await stored(), signIn.signedIn], [first, first])
})

test('a stored sign-in that cannot be read is none, and the next one replaces it', async () => {
  const { secrets, stored, first } = await browser()
  for (const text of ['{"acc', '[]', 'null', '']) {
    await secrets.write('signedIn', text)
    assert.equal(await stored(), null)
    assert.equal(await remember(secrets, first), null)
    assert.deepEqual(await stored(), first)
  }
})

test('the token counts as expired a minute early, and is valid again only after a renewal', async () => {
  const { tab, clock } = await browser()
  const signIn = tab()
  await signIn.renew()
  clock.advance(839_999)
  assert.equal(await signIn.token(), signIn.signedIn.accessToken)
  clock.advance(1)
  assert.equal(await signIn.token(), null)
  await signIn.renew()
  assert.equal(await signIn.token(), signIn.signedIn.accessToken)
})

test('a new token expires by its own time; for one from disk, or from another tab, the server’s 401 is the only sign', async () => {
  const { tab, clock, secrets, first, login } = await browser()
  const [fresh, fromDisk, other] = [tab(first, true), tab(first, false), tab(first, true)]
  const again = await login('Alex')
  await remember(secrets, again)
  assert.equal(await other.renew(), 'renewed')
  clock.advance(839_999)
  assert.equal(await fresh.token(), first.accessToken)
  clock.advance(1)
  assert.equal(await fresh.token(), null)
  clock.advance(100 * 24 * 3_600_000)
  assert.deepEqual([await fromDisk.token(), await other.token()], [first.accessToken, again.accessToken])
})

test('every 401 of ours ends a sign-in, whatever its code is', async () => {
  const { on, tab, ended } = await browser()
  on.refreshAnswers = () => refused(401, 'credentials_wrong')
  assert.equal(await tab().renew(), 'refused')
  assert.deepEqual(ended, ['refused'])
})

test('the tabs of an account wait for each other under one name while it is signed in, and for no other account', async () => {
  const names: string[] = []
  const lock: Lock = (name, task) => {
    names.push(name)
    return task()
  }
  const { tab, login } = await browser({ lock })
  const [one, another] = [tab(), tab()]
  await one.renew()
  await one.renew()
  await another.renew()
  const ofZoe = tab(await login('Zoe'))
  await ofZoe.renew()
  assert.equal(names.length, 4)
  assert.deepEqual(new Set(names.slice(0, 3)).size, 1)
  assert.ok(!names.slice(0, 3).includes(names[3]!))
})

test('a renewal that fails because of storage rejects for all callers, and the next one requests again', async () => {
  const { tab, secrets, ended } = await browser()
  const { read } = secrets
  secrets.read = () => Promise.reject(new Error('the safe is locked'))
  const signIn = tab()
  const asked = [signIn.renew(), signIn.renew()]
  for (const one of asked) await assert.rejects(one, /locked/)
  assert.deepEqual(ended, [])
  secrets.read = read
  assert.equal(await signIn.renew(), 'renewed')
})

test('`remember` answers the sign-in that it replaced, also of the same account, but never the new one itself', async () => {
  const { secrets, first, login, stored } = await browser()
  const [again, zoe] = [await login('Alex'), await login('Zoe')]
  assert.deepEqual(await remember(secrets, again), first)
  assert.deepEqual(await remember(secrets, zoe), again)
  assert.equal(await remember(secrets, zoe), null)
  // The result of the first write is unknown: the second one finds what the first one wrote.
  const { change } = secrets
  secrets.change = async (key, to) => {
    await change(key, to)
    return await change(key, to)
  }
  assert.deepEqual(await remember(secrets, first), zoe)
  assert.deepEqual(await stored(), first)
})

test('`forget` removes the sign-in of that account only', async () => {
  const { secrets, first, login, stored } = await browser()
  const zoe = await login('Zoe')
  await forget(secrets, zoe.account.id)
  assert.deepEqual(await stored(), first)
  await remember(secrets, zoe)
  await forget(secrets, first.account.id)
  assert.deepEqual(await stored(), zoe)
  await forget(secrets, zoe.account.id)
  assert.equal(await secrets.read('signedIn'), null)
})

test('stored sign-ins are distinguished by account and by refresh token, both', async () => {
  const { on, tab, secrets, stored, first, login } = await browser()
  const renewed = { ...first, refreshToken: (await login('Alex')).refreshToken }
  await remember(secrets, renewed)
  const signIn = tab()
  assert.deepEqual([await signIn.renew(), on.refreshes, signIn.signedIn], ['renewed', 0, renewed])
  const { account } = await login('Zoe')
  const ofZoe = { ...renewed, account }
  meanwhile(on, async () => void (await remember(secrets, ofZoe)))
  await secrets.write('signedIn', JSON.stringify(renewed))
  assert.equal(await signIn.renew(), 'refused')
  assert.deepEqual([await signIn.token(), await stored()], [null, ofZoe])
})

test('a sign-in that is over is told as the server tells it', () => {
  assert.deepEqual(signInOver, {
    type: '/problems/unauthenticated',
    title: 'Signed out',
    status: 401,
    detail: 'Sign in again first.',
    code: 'unauthenticated',
  })
})
