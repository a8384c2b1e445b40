import assert from 'node:assert/strict'
import { test } from 'node:test'
import { becomes, until } from '../../../scripts/lib/testing/patience.ts'
import { inGym } from '../lib/gym.ts'
import { logSet, sessionOnServer, shown, todayOnServer, workingSets } from '../lib/lifter.ts'

// How a browser opens the page, and how the sign-in form is filled in there: what only a browser can show.

test(
  'a page opened with a name and a password in its address reaches its server: a set is logged and sent',
  inGym(async ({ phone, network, server }) => {
    const page = await phone.start()
    await page.goto(network.origin.replace('://', '://ann:secret@'))
    await page.getByTestId('sign-in-demo').click()
    await page.getByTestId('today-start').click()
    await shown(page.getByTestId('complete-workout'))
    const { session } = await todayOnServer(server)
    const set = workingSets(session)[0]!
    await logSet(page, set, 0)
    await until(async () => (await sessionOnServer(server, session.id)).actualSets.length === 1, 'the set is on the server')
  }),
)

test(
  'what a password manager fills in without an event is sent, and nothing deletes it; the form can be submitted',
  inGym(async ({ phone, network }) => {
    const page = await phone.start()
    await page.goto(network.origin)
    await shown(page.getByTestId('sign-in-email'))
    const fill = (field: string, text: string) =>
      page.locator(`form [name=${field}]`).evaluate((input: HTMLInputElement, value) => void (input.value = value), text)
    const sent = async (act: () => Promise<unknown>) => {
      const [request] = await Promise.all([page.waitForRequest(/\/v1\/auth\/login$/), act()])
      await becomes(() => page.getByTestId('sign-in-problem').isVisible(), true)
      return request.postDataJSON() as unknown
    }
    await fill('email', 'ann@example.com')
    await fill('password', 'a long password')
    const first = await sent(() => page.getByTestId('sign-in-submit').click())
    assert.deepEqual(first, { email: 'ann@example.com', password: 'a long password' })
    // One field without an event, the other by typing; then the manager submits the form itself.
    await fill('email', 'bob@example.com')
    await page.getByTestId('sign-in-password').fill('another password')
    const second = await sent(() => page.locator('form').evaluate((form: HTMLFormElement) => form.requestSubmit()))
    assert.deepEqual(second, { email: 'bob@example.com', password: 'another password' })
    assert.equal(page.url().includes('password'), false)
  }),
)

test(
  'under a path of another site the page says what it needs, and a page that opens does not say it',
  inGym(async ({ phone, network }) => {
    const page = await phone.start()
    const html = await (await fetch(network.origin)).text()
    await page.route('**', (route) => {
      const isPage = new URL(route.request().url()).pathname === '/gym/'
      return route.fulfill(isPage ? { contentType: 'text/html', body: html } : { status: 404, body: 'Not found' })
    })
    await page.goto(`${network.origin}/gym/`)
    const words = page.getByText('Holdfast needs an address of its own')
    await words.waitFor()
    await page.unroute('**')
    await page.goto(network.origin)
    await shown(page.getByTestId('sign-in-email'))
    assert.equal(await words.count(), 0)
  }),
)
