import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, type AddressInfo } from 'node:net'
import { test } from 'node:test'
import { portProblem, readPort } from './port.mjs'

test('a PORT is a whole number from 0 to 65535, and no PORT is the default', () => {
  const read = ['4100', ' 80 ', '0', '65535', undefined, '', ' '].map((text) => readPort(text, 4100))
  assert.deepEqual(read, [4100, 80, 0, 65535, 4100, 4100, 4100])
})

test('what is no port is not guessed at', () => {
  for (const text of ['65536', '-1', '4100.5', '0x10', '1e3', 'http', '999999']) assert.equal(readPort(text, 4100), undefined, text)
})

test('a port somebody listens on is named in one sentence, and is fine when they have gone', async () => {
  const other = createServer().listen(0, '127.0.0.1')
  await once(other, 'listening')
  const { port } = other.address() as AddressInfo
  assert.match(
    (await portProblem(port)) ?? '',
    new RegExp(`^Port ${port} is taken by another program: [^.]*PORT=${port + 1} npm start\\.$`),
  )
  other.close()
  await once(other, 'close')
  assert.equal(await portProblem(port), undefined)
})
