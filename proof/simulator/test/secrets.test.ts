import assert from 'node:assert/strict'
import { test } from 'node:test'
import { registerBodySchema, signedInSchema, type SignedIn } from '@holdfast/contract'
import { newToken, tokenKey } from '../../../apps/api/src/auth/token.ts'
import { systemRandom } from '../../../apps/api/src/random.ts'
import { virtualClock } from '@holdfast/journal/testing'
import { createLogouts } from '../../../apps/mobile/sync/account/logouts.ts'
import { forget, remember, rememberedSignIn } from '../../../apps/mobile/sync/server/signIn.ts'
import type { SharedTexts } from '../../../apps/mobile/sync/device/ports.ts'

/** What SecureStore promises to keep. More than that some versions of iOS refused. */
const BYTES_MAX = 2048

/** The longest e-mail that can be registered. */
const email = `${'e'.repeat(64)}@${`${'d'.repeat(63)}.`.repeat(2)}${'d'.repeat(57)}.com`

/** SecureStore as strict as it is on a phone, and every key it was asked for. */
function safe() {
  const texts = new Map<string, string>()
  const keys: string[] = []
  const at = (key: string): string => {
    keys.push(key)
    return key
  }
  const secrets: SharedTexts = {
    read: async (key) => texts.get(at(key)) ?? null,
    write: async (key, text) => void texts.set(at(key), text),
    remove: async (key) => void texts.delete(at(key)),
    async change(key, to) {
      const after = to((await secrets.read(key)) ?? null)
      if (after === null) await secrets.remove(key)
      else await secrets.write(key, after)
      return after
    },
  }
  return { secrets, texts, keys }
}

/** A sign-in with tokens as the server makes them. */
function signedInAs(name: string): SignedIn {
  const id = systemRandom.uuid()
  const token = () => newToken(id, systemRandom.secret())
  return { account: { id, email, name, role: 'lifter' }, accessToken: token(), expiresIn: 900, refreshToken: token() }
}

const longest: [what: string, character: string][] = [
  ['of three bytes a character', '鉄'],
  ['of which JSON writes each character as six', '\u0001'],
]

for (const [what, character] of longest) {
  test(`the longest sign-in there can be fits the system’s safe, also with a name ${what}`, async () => {
    const { secrets, texts } = safe()
    const signedIn = signedInAs(character.repeat(80))
    const body = { email, name: signedIn.account.name, password: 'long enough' }
    assert.ok(registerBodySchema.safeParse(body).success, 'somebody can be called so')
    assert.ok(!registerBodySchema.safeParse({ ...body, email: `e${email}` }).success, 'no e-mail is longer')
    assert.ok(!registerBodySchema.safeParse({ ...body, name: body.name + character }).success, 'no name is longer')
    assert.ok(tokenKey(signedIn.accessToken), 'the tokens are in the server’s form')
    assert.ok(signedInSchema.safeParse(signedIn).success)

    await remember(secrets, signedIn)
    assert.equal(texts.size, 1)
    for (const text of texts.values()) assert.ok(Buffer.byteLength(text) < BYTES_MAX, `${Buffer.byteLength(text)} bytes`)
    assert.deepEqual(await rememberedSignIn(secrets), signedIn)
  })
}

test('every key is one that SecureStore takes, and signing out leaves nothing in it', async () => {
  const { secrets, texts, keys } = safe()
  const signedIn = signedInAs('Alex')
  await remember(secrets, signedIn)
  await rememberedSignIn(secrets)
  await forget(secrets, signedIn.account.id)
  assert.equal(texts.size, 0)
  assert.ok(keys.length > 0)
  for (const key of keys) assert.match(key, /^[A-Za-z0-9._-]+$/)
})

test('the sign-ins that are still to be ended on the server fit it too, however often somebody signed out without a network', async () => {
  const { secrets, texts, keys } = safe()
  const logouts = createLogouts({ secrets, clock: virtualClock() }, { call: () => new Promise(() => {}) })
  const tokens = Array.from({ length: 60 }, (_, index) => signedInAs(`Alex ${index}`).refreshToken)
  for (const token of tokens) await logouts.add(token)
  for (const text of texts.values()) {
    assert.ok(Buffer.byteLength(text) < BYTES_MAX, `${Buffer.byteLength(text)} bytes`)
    assert.ok(text.includes(tokens.at(-1)!))
  }
  for (const key of keys) assert.match(key, /^[A-Za-z0-9._-]+$/)
})
