import assert from 'node:assert/strict'
import { createServer } from 'node:net'
import { test } from 'node:test'
import { freePort } from '@holdfast/tools/freePort'
import { median } from '@holdfast/tools/median'

test('the median is the middle value, and the list is not changed', () => {
  const values = [9, 1, 10]
  assert.deepEqual([median(values), values], [9, [9, 1, 10]])
  assert.deepEqual([median([2, 1]), median([4]), median([])], [2, 4, NaN])
})

test('a server can listen on a free port', async () => {
  const port = await freePort()
  const server = createServer().listen(port, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  assert.ok(server.listening)
  server.close()
})
