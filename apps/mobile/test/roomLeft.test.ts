import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createHoldfast } from '../store/holdfast.ts'
import { createRoomLeft, ROOM_MIN_BYTES } from '../sync/device/roomLeft.ts'
import { device, until } from './device.ts'
import { server } from './server.ts'

test('less than 50 MB is short, one byte more is not, and an unknown space is not', async () => {
  const found: (number | null | Error)[] = [ROOM_MIN_BYTES - 1, ROOM_MIN_BYTES, null, 0, new Error('not now')]
  const room = createRoomLeft({
    space: async () => {
      const freeBytes = found.shift()!
      if (freeBytes instanceof Error) throw freeBytes
      return freeBytes === null ? null : { usedBytes: 1, freeBytes }
    },
  })
  const told: boolean[] = []
  room.subscribe(() => told.push(room.current().isShort))
  assert.deepEqual(room.current(), { space: null, isShort: false })
  for (let looked = 1; looked <= 5; looked++) {
    room.look()
    await until(() => told.length === looked, 'it is told')
  }
  assert.deepEqual(told, [true, false, false, true, false])
})

test('the same answer is no change', async () => {
  let asked = 0
  const room = createRoomLeft({ space: async () => (asked++, { usedBytes: 1, freeBytes: 2 }) })
  room.look()
  await until(() => room.current().isShort, 'it is told')
  const before = room.current()
  room.look()
  await until(() => asked === 2, 'it is asked again')
  await new Promise((resolve) => setImmediate(resolve))
  assert.equal(room.current(), before)
})

test('the space is read again whenever the app comes to the front', async () => {
  const phone = device({ fetch: server().fetch })
  const { roomLeft } = createHoldfast(phone.platform)
  phone.freeBytes = 12_000_000
  phone.setLifecycle('foreground')
  await until(() => roomLeft.current().isShort, 'it is short')
  phone.freeBytes = null
  phone.setLifecycle('background')
  phone.setLifecycle('foreground')
  await until(() => !roomLeft.current().isShort, 'nobody says any more')
})
