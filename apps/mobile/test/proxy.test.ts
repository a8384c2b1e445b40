import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createHoldfast } from '../store/holdfast.ts'
import { drained, heavy, launch } from './app.ts'
import { device, until } from './device.ts'
import { server } from './server.ts'

/** A proxy whose password the browser knows: it refuses requests that carry our own sign-in in the same header. */
function behindProxy(answer: () => Response) {
  const on = server()
  const proxy = { isUp: true }
  const fetchThrough: typeof fetch = async (input, init) =>
    proxy.isUp && new Headers(init?.headers).has('authorization') ? answer() : on.fetch(input, init)
  return { on, proxy, fetchThrough }
}

const challenges: Record<string, () => Response> = {
  'Basic with a page': () => new Response('<h1>401</h1>', { status: 401, headers: { 'www-authenticate': 'Basic realm="home"' } }),
  'JSON of its own': () => Response.json({ error: 'unauthorized' }, { status: 401 }),
  'a forward proxy': () => new Response('', { status: 407 }),
}

for (const [name, answer] of Object.entries(challenges))
  test(`a proxy with a password of its own is shown, nothing counts as saved, and all is sent once it lets us through: ${name}`, async () => {
    const { on, proxy, fetchThrough } = behindProxy(answer)
    const app = await launch(device({ fetch: fetchThrough }))
    const { sync, session } = app
    await assert.rejects(app.engine.pull())
    assert.equal(sync.getState().banner.kind, 'keptOut')
    assert.equal(sync.getState().lastSyncAt, null)
    app.account.getState().askServer()
    await until(() => app.account.getState().server !== null, 'a request without a sign-in goes through')
    assert.equal(sync.getState().banner.kind, 'keptOut')
    session.getState().startSession(on.session)
    session.getState().completeSet(session.getState().plannedSets[0]!.id, heavy(5))
    assert.equal(sync.getState().banner.kind, 'keptOut')
    proxy.isUp = false
    await app.engine.pull()
    sync.getState().syncNow()
    await drained(app)
    assert.notEqual(sync.getState().banner.kind, 'keptOut')
    assert.equal(on.session.actualSets.length, 1)
  })

test('a proxy that lets nothing through is named on the sign-in screen', async () => {
  const { account } = createHoldfast(device({ fetch: async () => challenges['Basic with a page']!() }).platform)
  await until(() => account.getState().phase.at === 'signedOut', 'the door is there')
  account.getState().signIn('ann@example.com', 'a long password')
  await until(() => account.getState().problem !== null, 'it says why not')
  assert.match(account.getState().problem!, /^A proxy in front of the server asks for a password of its own/)
})
