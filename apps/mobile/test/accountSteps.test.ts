import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { SignedIn } from '@holdfast/contract'
import { QueryClient } from '@tanstack/react-query'
import { deleteAccountHere, expectNothing, lastSignIn, openAccount, signInBy, signOutOf } from '../sync/account/accounts.ts'
import type { Logouts } from '../sync/account/logouts.ts'
import type { Api, ApiAnswer } from '../sync/server/api.ts'
import { remember } from '../sync/server/signIn.ts'
import { device, quiet } from './device.ts'
import { newSession, signedIn } from './server.ts'

// What the steps of signing in and out do to the device, one by one, without a screen.

/** A device, and everything that is done around it in its order. */
function steps() {
  const on = device({ fetch: assert.fail })
  const done: string[] = []
  let isFull: string | null = null
  const secrets = {
    ...on.platform.secrets,
    change: (key: string, to: (text: string | null) => string | null) => {
      done.push(`change ${key}`)
      return on.platform.secrets.change(key, to)
    },
  }
  const cache = {
    ...on.platform.cache,
    write: (key: string, text: string) =>
      isFull !== null && key.startsWith(isFull) ? Promise.reject(new Error('full')) : on.platform.cache.write(key, text),
  }
  const signInTabs = { announce: () => void done.push('announce'), onAnnounced: () => () => {} }
  const platform = { ...on.platform, secrets, cache, signInTabs }
  let refuses = false
  const logouts: Logouts = {
    add: (token) => (refuses ? Promise.reject(new Error('full')) : Promise.resolve(void done.push(`end ${token}`))),
    addUnkept: (token) => void done.push(`end unkept ${token}`),
    keepNothingOf: async (id) => void done.push(`keep nothing of ${id === signedIn.account.id ? 'me' : id}`),
    send: () => void done.push('tell'),
  }
  return { on, platform, logouts, done, full: (key: string) => void (isFull = key), refuse: () => void (refuses = true) }
}
const answered = (answer: ApiAnswer<SignedIn>) => () => Promise.resolve(answer)
const fine: ApiAnswer<SignedIn> = { ok: true, answer: signedIn }
const newer: SignedIn = { ...signedIn, refreshToken: 'newer' }

test('a sign-in is remembered and told to the other tabs; one that it replaces ends on the server', async () => {
  const { platform, logouts, done } = steps()
  assert.deepEqual(await signInBy(platform, logouts, answered(fine)), signedIn)
  assert.deepEqual(done.splice(0), ['change signedIn', 'announce', 'tell'])
  await signInBy(platform, logouts, answered({ ok: true, answer: newer }))
  assert.deepEqual(done, ['change signedIn', 'announce', 'end refresh', 'tell'])
  assert.deepEqual(await lastSignIn(platform), newer)
})

test('a sign-in that failed says why, and changes nothing', async () => {
  const { platform, logouts, done } = steps()
  const said = (answer: ApiAnswer<SignedIn>) => signInBy(platform, logouts, answered(answer))
  const silence = (why: 'network' | 'proxy') => ({ ok: false, problem: null, silence: why }) as const
  const problem = (code: 'credentials_wrong' | 'email_taken') =>
    ({ ok: false, problem: { type: '', title: '', status: 401, detail: `detail of ${code}`, code } }) as const
  assert.deepEqual(
    [
      await said(silence('network')),
      await said(silence('proxy')),
      await said(problem('credentials_wrong')),
      await said(problem('email_taken')),
    ],
    [
      'The server is not answering. Signing in needs a connection.',
      'A proxy in front of the server asks for a password of its own and keeps Holdfast out. Whoever runs the server can let it through.',
      'That e-mail and password do not belong together.',
      'detail of email_taken',
    ],
  )
  assert.deepEqual(done, [])
})

test('workouts come along before the sign-in is remembered; without room for them it is not', async () => {
  const { on, platform, logouts, done, full } = steps()
  const workout = newSession()
  await signInBy(platform, logouts, answered(fine), [workout])
  assert.equal(on.texts.get(`taken_along_${signedIn.account.id}`), JSON.stringify([workout]))
  done.length = 0
  full('taken_along_')
  const said = await signInBy(platform, logouts, answered({ ok: true, answer: newer }), [workout])
  assert.match(said as string, /there is no room here to take your workouts along/)
  assert.deepEqual([done, await lastSignIn(platform)], [[], signedIn])
})

test('signing out ends the sign-in for the server first, then here and in every tab, and tells the server', async () => {
  const { platform, logouts, done, refuse } = steps()
  await remember(platform.secrets, signedIn)
  done.length = 0
  await signOutOf(platform, logouts, signedIn)
  assert.deepEqual([done.splice(0), await lastSignIn(platform)], [['end refresh', 'change signedIn', 'announce', 'tell'], null])
  refuse()
  await signOutOf(platform, logouts, signedIn)
  assert.equal(done[0], 'end unkept refresh', 'storage that refuses keeps nobody signed in')
})

test('only what was decided to be gone may be found gone: that there was a history is forgotten for who is signed in', async () => {
  const { on, platform } = steps()
  const key = `journal_opened_${signedIn.account.id}`
  on.index.set(key, 'true')
  await expectNothing(platform)
  assert.equal(on.index.has(key), true, 'nobody is signed in')
  await remember(platform.secrets, signedIn)
  await expectNothing(platform)
  assert.equal(on.index.has(key), false)
})

test('deleting an account here leaves nothing of it, and what is of others stays', async () => {
  const { on, platform, logouts, done } = steps()
  const { id } = signedIn.account
  await remember(platform.secrets, signedIn)
  for (const key of [`queries_${id}`, `taken_along_${id}`, 'queries_other']) on.texts.set(key, 'x')
  for (const key of ['pending_session_completion_a', `unsent_${id}`, 'unsent_other', `journal_opened_${id}`]) on.index.set(key, 'x')
  done.length = 0
  let use: string | undefined
  const journalLocation = (of: string, what?: 'toThrowAway') => {
    use = what
    return platform.journalLocation(of, what)
  }
  assert.equal(await deleteAccountHere({ ...platform, journalLocation }, logouts, signedIn), true)
  assert.deepEqual([[...on.texts.keys()], [...on.index.keys()], use], [['queries_other'], ['unsent_other'], 'toThrowAway'])
  assert.deepEqual(done, ['end unkept refresh', 'keep nothing of me', 'tell', 'change signedIn', 'announce'])
})

/** An account that is open, whose renewals end as the server says. */
async function openedAccount(more: object = {}) {
  const { on, platform, done } = steps()
  await remember(platform.secrets, signedIn)
  let refresh: ApiAnswer<SignedIn> = fine
  const asked: string[] = []
  const api = {
    call: async (name: string) => (asked.push(name), refresh),
    request: async () => ({ answered: false, why: 'network' }) as const,
  } as unknown as Api
  const queries = new QueryClient()
  let refused = 0
  const opened = await openAccount({ ...platform, ...more }, api, queries, { signedIn, fresh: false, refused: () => refused++ })
  if (!opened.open) throw new Error(opened.why)
  const { engine, close } = opened
  const renew = async (answer: ApiAnswer<SignedIn>) => {
    refresh = answer
    await engine.signIn.renew()
    return engine.outbox.snapshot().paused
  }
  return { on, platform, done, engine, close, renew, queries, refused: () => refused, asked }
}
const over: ApiAnswer<SignedIn> = { ok: false, problem: { type: '', title: '', status: 401, detail: '', code: 'unauthenticated' } }

test('a sign-in that ended pauses the sending and is told; one that is renewed ends that pause, and no other', async () => {
  const { renew, refused, engine, close } = await openedAccount()
  assert.deepEqual([await renew({ ok: false, problem: null, silence: 'network' }), refused()], [null, 0])
  assert.deepEqual([await renew(over), refused()], ['signIn', 1])
  assert.deepEqual([await renew(fine), refused()], [null, 1])
  assert.equal(engine.account.id, signedIn.account.id)
  close()
})

test('what waits is remembered when the account is closed, and forgotten once it is open again', async () => {
  const { on, engine, close, queries } = await openedAccount()
  assert.equal(on.index.has(`unsent_${signedIn.account.id}`), false)
  const session = newSession()
  queries.setQueryData(['x'], 1)
  const intent = { endpoint: `/v1/sessions/${session.id}/skip`, method: 'POST', body: {}, slot: 's', lane: 'l', v: 1 } as const
  engine.outbox.enqueue(intent, { kind: 'x' })
  close()
  assert.deepEqual([on.index.get(`unsent_${signedIn.account.id}`), queries.getQueryData(['x'])], ['{"name":"Alex","changes":1}', undefined])
})

test('a hint of what waited, and workouts that were taken along, are taken in when an account is opened', async () => {
  const { id } = signedIn.account
  const { platform, on } = steps()
  on.index.set(`unsent_${id}`, '{"name":"Alex","changes":1}')
  const workout = {
    ...newSession(),
    plan: [],
    status: 'completed',
    startedAt: '2026-01-01T10:00:00.000Z',
    completedAt: '2026-01-01T11:00:00.000Z',
    logged_at: '2026-01-01T11:00:00.000Z',
  }
  on.texts.set(`taken_along_${id}`, JSON.stringify([workout]))
  const api = { call: async () => over, request: async () => ({ answered: false, why: 'network' }) as const } as unknown as Api
  const opened = await openAccount(platform, api, new QueryClient(), { signedIn, fresh: false, refused() {} })
  if (!opened.open) throw new Error(opened.why)
  for (let turns = 0; turns < 20 && on.texts.has(`taken_along_${id}`); turns++) {
    await new Promise((resolve) => setTimeout(resolve, 0))
    await quiet()
  }
  assert.deepEqual(
    [on.index.has(`unsent_${id}`), Object.keys(opened.engine.logs.current().logs), on.texts.has(`taken_along_${id}`)],
    [false, [workout.id], false],
  )
  opened.close()
})

test('a journal that cannot be opened is told with why', async () => {
  const { platform, on } = steps()
  on.index.set(`journal_opened_${signedIn.account.id}`, 'true')
  const opened = await openAccount(platform, {} as Api, new QueryClient(), { signedIn, fresh: false, refused() {} })
  assert.deepEqual([opened.open, !opened.open && opened.isLost], [false, true])
})

test('a process that may not send asks nobody, and one that may sends', async () => {
  let isMine = false
  let needs: string[] = []
  const lease = () => ({
    request: (granted: () => void) => (granted(), () => {}),
    need: (what: string) => void needs.push(what),
    isMine: () => Promise.resolve(isMine),
  })
  const { engine, close } = await openedAccount({ lease })
  engine.outbox.enqueue({ endpoint: '/v1/sessions/a/skip', method: 'POST', body: {}, slot: 's', lane: 'l', v: 1 }, { kind: 'x' })
  assert.deepEqual(needs.at(-1), 'send')
  isMine = true
  needs = []
  close()
})
