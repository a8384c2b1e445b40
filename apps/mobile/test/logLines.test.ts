import assert from 'node:assert/strict'
import { afterEach, mock, test } from 'node:test'
import { inspect } from 'node:util'
import { newSession } from './server.ts'
import { accountsServer } from './accountsServer.ts'
import { device, quiet, until } from './device.ts'
import { start, type Tab } from './lifters.ts'

afterEach(() => mock.restoreAll())

const NOTE = 'left knee hurts'
const typed = { weight: { value: 123.75, unit: 'kg' as const }, reps: 17, rpe: 9.5 }

/** Alex in a workout with a note, on a phone that collects every line of its log, from any writer. */
async function logging() {
  const lines: string[] = []
  const keep = (...said: unknown[]): void => void lines.push(said.map((one) => inspect(one, { depth: 10 })).join(' '))
  for (const level of ['error', 'warn', 'info', 'log', 'debug'] as const) mock.method(console, level, keep)
  const on = accountsServer('Alex')
  const phone = start(device({ fetch: (input, init) => on.fetch(input, init), report: keep }))
  await phone.signIn('Alex')
  const { session } = phone.ready()
  session.getState().startSession(on.of('Alex').server.session)
  const sets = session.getState().plannedSets.map(({ id }) => id)
  return { on, phone, lines, sets, train: () => train(phone, sets) }
}

function train(phone: Tab, sets: readonly string[]): void {
  const { session } = phone.ready()
  for (const id of sets) session.getState().completeSet(id, typed)
  session.getState().setSessionNotes(NOTE)
  session.getState().finish()
}

/** Everything that a person typed, and every token. */
function secretsOf(phone: Tab): string[] {
  const { account, accessToken, refreshToken } = phone.ready().engine.signIn.signedIn
  return [NOTE, '123.75', account.name, account.email, 'long enough', accessToken, refreshToken]
}

/** An answer from something between app and server that repeats the whole request. */
const echo = (init: RequestInit | undefined): string => JSON.stringify([NOTE, init?.body, [...new Headers(init?.headers)]])

type Answers = (init: RequestInit | undefined) => Promise<Response>
const problem = (status: number, code: string, init: RequestInit | undefined, more: object = {}): Response =>
  new Response(JSON.stringify({ type: `/problems/${code}`, title: echo(init), status, detail: echo(init), code, ...more }), {
    status,
    headers: { 'content-type': 'application/problem+json' },
  })
const failures: [what: string, answers: Answers][] = [
  ['a network that fails, and says of what', (init) => Promise.reject(new Error(echo(init)))],
  ['a page of somebody else', async (init) => new Response(`<html>${echo(init)}`, { headers: { 'content-type': 'text/html' } })],
  ['a proxy that asks for a password', async (init) => new Response(echo(init), { status: 407 })],
  ['a server that cannot answer', async (init) => problem(503, 'unavailable', init)],
  ['a server that is asked too often', async (init) => problem(429, 'rate_limited', init)],
  ['a server that wants another version', async (init) => problem(426, 'upgrade_required', init)],
  ['a server that does not know the sign-in', async (init) => problem(401, 'unauthenticated', init)],
  [
    'a refusal that says again what was typed',
    async (init) => {
      const operationId = new Headers(init?.headers).get('idempotency-key') ?? undefined
      const errors = [{ pointer: '/notes', code: 'too_big', message: echo(init) }]
      return problem(422, 'validation_failed', init, { operationId, errors })
    },
  ],
  ['an answer that cannot be read', async (init) => new Response(`{"${echo(init)}`, { headers: { 'content-type': 'application/json' } })],
  ['a verdict that is not whole', async () => new Response(JSON.stringify({ sessions: [{ ...newSession(), notes: NOTE, plan: 7 }] }))],
]

for (const [what, answers] of failures) {
  test(`${what}: what a person typed, their name and their tokens are in no line of a log and not in the diagnostics`, async () => {
    const { on, phone, lines, train } = await logging()
    const secrets = secretsOf(phone)
    const { fetch } = on
    let asked = 0
    on.fetch = (_input, init) => {
      asked++
      return answers(init)
    }
    train()
    await until(() => asked > 0, 'it is sent')
    await assert.rejects(phone.ready().engine.pull())
    await quiet()
    const told = [...lines, phone.ready().sync.getState().diagnostics()].join('\n')
    assert.match(told, /POST \/v1\/sessions\/.*\/complete/)
    for (const secret of secrets) assert.ok(!told.includes(secret), `${secret} in: ${told}`)
    on.fetch = fetch
  })
}

test('storage and secrets that fail: the exception is reported, and nothing that was typed', async () => {
  const { phone, lines, on, train } = await logging()
  const secrets = secretsOf(phone)
  phone.device.platform.secrets.read = () => Promise.reject(new Error('the safe is locked'))
  phone.ready().engine.outbox.subscribe(() => {
    throw new Error('a listener broke')
  })
  on.endSignIns('Alex')
  train()
  await quiet()
  const diagnostics = phone.ready().sync.getState().diagnostics()
  assert.ok(lines.some((line) => line.includes('a listener broke')))
  assert.match(diagnostics, /Error in a listener of the outbox/)
  for (const secret of [...secrets, 'a listener broke']) assert.ok(!diagnostics.includes(secret), secret)
  for (const secret of secrets) assert.ok(!lines.join('\n').includes(secret), secret)
})
