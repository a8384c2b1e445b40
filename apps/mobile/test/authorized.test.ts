import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Problem } from '@holdfast/contract'
import type { ApiAnswer } from '../sync/server/api.ts'
import { authorized } from '../sync/server/programme.ts'
import { signInOver, type Renewal, type SignIn } from '../sync/server/signIn.ts'
import { signedIn } from './server.ts'

const problem = (status: number, code: string): ApiAnswer<string> => {
  const said: Problem = { type: `/problems/${code}`, title: code, status, detail: code, code: code as Problem['code'] }
  return { ok: false, problem: said }
}
const silence: ApiAnswer<string> = { ok: false, problem: null, silence: 'network' }
const fine: ApiAnswer<string> = { ok: true, answer: 'fine' }
const unauthenticated = problem(401, 'unauthenticated')

/** Makes a request with a token, to a server with these answers. Answers the result, and the calls in order. */
async function asked(token: string | null, renewal: Renewal, answers: ApiAnswer<string>[]) {
  const calls: string[] = []
  let holds = token
  const signIn: SignIn = {
    signedIn,
    token: () => Promise.resolve(holds),
    async renew() {
      calls.push('renew')
      holds = renewal === 'renewed' ? 'new' : null
      return renewal
    },
  }
  const answer = await authorized(signIn, async (used) => {
    calls.push(`ask with ${used}`)
    return answers.shift() ?? assert.fail('it is asked once more')
  })
  return { answer, calls }
}

const unrenewed: [what: string, answer: ApiAnswer<string>][] = [
  ['an answer', fine],
  ['our 403', problem(403, 'forbidden')],
  ['our 404', problem(404, 'session_not_found')],
  ['our 426', problem(426, 'upgrade_required')],
  ['our 429', problem(429, 'rate_limited')],
  ['our 503', problem(503, 'unavailable')],
  ['no answer', silence],
]
for (const [what, answer] of unrenewed) {
  test(`${what} is the result, and no new token is requested`, async () => {
    assert.deepEqual(await asked('old', 'renewed', [answer]), { answer, calls: ['ask with old'] })
  })
}

test('after our 401 the request is made once more with the new token, and that answer counts, even another 401', async () => {
  const calls = ['ask with old', 'renew', 'ask with new']
  assert.deepEqual(await asked('old', 'renewed', [unauthenticated, fine]), { answer: fine, calls })
  assert.deepEqual(await asked('old', 'renewed', [unauthenticated, unauthenticated]), { answer: unauthenticated, calls })
})

test('without a token, a new one is requested first', async () => {
  assert.deepEqual(await asked(null, 'renewed', [fine]), { answer: fine, calls: ['renew', 'ask with new'] })
})

test('an unanswered renewal leaves the request unanswered; a refused one ends the sign-in', async () => {
  assert.deepEqual(await asked('old', 'unanswered', [unauthenticated]), { answer: silence, calls: ['ask with old', 'renew'] })
  assert.deepEqual(await asked(null, 'refused', []), { answer: { ok: false, problem: signInOver }, calls: ['renew'] })
})
