import assert from 'node:assert/strict'
import { test } from 'node:test'
import { endpoints } from '@holdfast/contract'
import { fuzz, newFuzzGym } from '../fuzz.ts'

test('a thousand requests made from the contract: no 500, no hang, every error a problem document', async () => {
  const { gym, close } = await newFuzzGym()
  try {
    const { failures, byStatus } = await fuzz(gym, { requests: 1_000, seed: 7 })
    assert.deepEqual(failures, [])
    // If the requests were rejected before they reach a handler, the fuzz would test too little.
    const reached = Object.keys(endpoints).filter((name) => !['demo', 'register', 'login', 'refresh', 'restore'].includes(name))
    const never = reached.filter((name) => !byStatus.get(name)?.has(200))
    assert.deepEqual(never, [], 'endpoints no valid request reached')
  } finally {
    await close()
  }
})

test('a fuzz of a server with a broken handler reports it', async () => {
  const { gym, close } = await newFuzzGym()
  try {
    gym.app.addHook('preHandler', async (request) => {
      if (request.url.startsWith('/v1/sync')) throw new Error('broken on purpose')
    })
    const { failures } = await fuzz(gym, { requests: 60, seed: 7 })
    assert.ok(failures.length > 0 && failures.every(({ why, request }) => request.endpoint === 'sync' && why.startsWith('answered 500')))
  } finally {
    await close()
  }
})
