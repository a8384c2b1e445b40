import assert from 'node:assert/strict'
import { test } from 'node:test'
import { randomId } from './randomId.ts'

test('ids are random UUIDs of version 4, also where the page is not secure and crypto.randomUUID is missing', () => {
  const { crypto } = globalThis
  const insecure = { getRandomValues: (bytes: Uint8Array<ArrayBuffer>) => crypto.getRandomValues(bytes) }
  Object.defineProperty(globalThis, 'crypto', { value: insecure, configurable: true })
  try {
    const ids = Array.from({ length: 1_000 }, randomId)
    assert.equal(new Set(ids).size, ids.length)
    for (const id of ids) assert.match(id, /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  } finally {
    Object.defineProperty(globalThis, 'crypto', { value: crypto, configurable: true })
  }
})
