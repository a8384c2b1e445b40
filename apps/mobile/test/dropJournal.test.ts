import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Medium, JournalLocation } from '@holdfast/journal'
import { deleteAccountHere } from '../sync/account/accounts.ts'
import { dropJournal } from '../sync/device/dropJournal.ts'
import { openedKey } from '../sync/engine/openEngine.ts'
import { createLogouts } from '../sync/account/logouts.ts'
import { device } from './device.ts'

/** A location whose databases another window holds. It releases each of them after so many attempts. */
function heldFor(...tries: number[]) {
  const left = [...tries]
  const medium = (index: number) =>
    ({ drop: (done: (isGone: boolean) => void) => done(left[index]! <= 0 || left[index]!-- <= 0) }) satisfies Pick<Medium, 'drop'>
  return {
    generations: (done) => done({ ok: true, generations: tries.flatMap((_, index) => (left[index]! > 0 ? [index] : [])) }),
    replicas: (index) => [medium(index) as unknown as Medium],
  } satisfies JournalLocation
}

test('a journal that another window holds is dropped once it is released; after some seconds the answer is that it is still there', async () => {
  let waits = 0
  const clock = {
    after(_ms: number, callback: () => void) {
      waits++
      callback()
      return () => undefined
    },
  }
  assert.equal(await dropJournal(heldFor(), clock), true)
  assert.equal(waits, 0)
  assert.equal(await dropJournal(heldFor(1, 3), clock), true)
  assert.ok(waits > 0 && waits <= 3, `${waits} waits`)
  assert.equal(await dropJournal(heldFor(Infinity), clock), false)
  assert.ok(waits < 30, `${waits} waits`)
})

test('the note that a device had a journal of an account is deleted with the journal, and not while another window holds it', async () => {
  const clock = { wallMs: () => 0, monoMs: () => 0, after: (_ms: number, callback: () => void) => (callback(), () => undefined) }
  for (const [tries, left] of [
    [0, null],
    [Infinity, '1'],
  ] as const) {
    const { platform } = device({ fetch: () => Promise.reject(new Error('no network')) })
    const account = { id: 'one', name: 'Alex', email: 'alex@example.test' }
    platform.index.write(openedKey(account.id), '1')
    const logouts = createLogouts({ secrets: platform.secrets, clock: platform.clock }, { call: () => new Promise<never>(() => undefined) })
    const signedIn = { account, accessToken: 'a', accessTokenExpiresAt: '2027-01-15T17:00:00.000Z', refreshToken: 'one.r' }
    const isGone = await deleteAccountHere({ ...platform, clock, journalLocation: () => heldFor(tries) }, logouts, signedIn as never)
    assert.deepEqual([isGone, platform.index.read(openedKey(account.id))], [left === null, left])
  }
})
