import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { SignedIn } from '@holdfast/contract'
import type { AccountParts, AccountState } from '../store/accountState.ts'
import { followOtherTabs } from '../store/followOtherTabs.ts'
import { quiet } from './device.ts'
import { signedIn } from './server.ts'

const other: SignedIn = {
  ...signedIn,
  account: { ...signedIn.account, id: '0198c0de-0000-4000-8000-000000000009', name: 'Zoe' },
  refreshToken: 'zoe',
}

type Phase = 'ready' | 'signedOut' | 'starting'

/** A tab in this phase, and what the other tabs left remembered. */
function tab(
  at: Phase,
  { busy = false, paused = null as 'signIn' | null, stored = signedIn as SignedIn | null | Error, hasTabs = true } = {},
) {
  const done: string[] = []
  const engine = {
    outbox: { snapshot: () => ({ paused }) },
    signIn: { signedIn, renew: async () => void done.push('renew') },
    syncNow: () => void done.push('sync'),
  }
  let state = {
    phase: { at, account: signedIn.account, engine },
    busy,
    otherTab: { signedOut: true, account: null },
  } as unknown as AccountState
  let announce = (): void => {}
  let comesToFront = (): void => {}
  const platform = {
    secrets: { read: () => (stored instanceof Error ? Promise.reject(stored) : Promise.resolve(stored && JSON.stringify(stored))) },
    lifecycle: {
      watch(callback: (state: 'foreground') => void) {
        comesToFront = () => callback('foreground')
        return () => {}
      },
    },
    ...(hasTabs ? { signInTabs: { announce() {}, onAnnounced: (callback: () => void) => ((announce = callback), () => {}) } } : {}),
  }
  const parts = {
    platform,
    get: () => state,
    set: (change: Partial<AccountState>) => void (state = { ...state, ...change }),
    goOut: () => (done.push('out'), signedIn),
  } as unknown as AccountParts
  const look = followOtherTabs(parts)
  const after = async (act: () => void) => {
    act()
    await quiet()
    return [done.splice(0), state.otherTab.signedOut, state.otherTab.account?.name ?? null]
  }
  return { after, look, announced: () => announce(), front: () => comesToFront() }
}

test('a tab looks when another one says something, when it comes to the front and when it is asked to', async () => {
  for (const how of ['look', 'announced', 'front'] as const) {
    const one = tab('ready', { stored: null })
    assert.deepEqual(await one.after(one[how]), [['out'], true, null], how)
  }
})

test('where somebody else is signed in, or nobody, this tab closes and says who; the same account goes on', async () => {
  const seen = async (stored: SignedIn | null | Error) => {
    const one = tab('ready', { stored })
    return await one.after(one.look)
  }
  assert.deepEqual(
    [await seen(other), await seen(null)],
    [
      [['out'], true, 'Zoe'],
      [['out'], true, null],
    ],
  )
  assert.deepEqual(
    [await seen(signedIn), await seen(new Error('locked'))],
    [
      [[], true, null],
      [[], true, null],
    ],
  )
})

test('a tab at the door is told who is signed in now, and keeps why it is there; one that signs in, or starts, looks later', async () => {
  const seen = async (at: Phase, busy = false) => {
    const one = tab(at, { stored: other, busy })
    return await one.after(one.look)
  }
  assert.deepEqual(
    [await seen('signedOut'), await seen('signedOut', true), await seen('starting'), await seen('ready', true)],
    [
      [[], true, 'Zoe'],
      [[], true, null],
      [[], true, null],
      [[], true, null],
    ],
  )
})

test('a tab that waits for a sign-in goes on with a new one of its account', async () => {
  const newer = { ...signedIn, refreshToken: 'newer' }
  const seen = async (paused: 'signIn' | null, stored: SignedIn) => {
    const one = tab('ready', { stored, paused })
    return (await one.after(one.look))[0]
  }
  assert.deepEqual([await seen('signIn', newer), await seen('signIn', signedIn), await seen(null, newer)], [['renew', 'sync'], [], []])
})

test('where there are no tabs nobody is followed', async () => {
  const one = tab('ready', { stored: null, hasTabs: false })
  assert.deepEqual(await one.after(one.look), [[], true, null])
})
