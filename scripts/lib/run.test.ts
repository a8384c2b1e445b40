import assert from 'node:assert/strict'
import { test } from 'node:test'
import { run, type RunOptions } from './run.mjs'

const node = (code: string, options?: RunOptions) => run(process.execPath, ['-e', code], options)

test('a program’s own exit code comes back', async () => {
  assert.equal(await node('process.exit(3)'), 3)
})

test('a program ended by a signal answers as a shell would', async () => {
  assert.equal(await node('process.kill(process.pid, "SIGKILL")'), 137)
})

test('a program that is not there answers 127', async () => {
  assert.equal(await run('/no/such/program', []), 127)
})

test(
  'a program that hangs is told to end, then made to, and answers 124',
  { skip: process.platform === 'win32' && 'no signals' },
  async () => {
    assert.equal(await node('setInterval(() => {}, 1000)', { limitMs: 200 }), 124)
    assert.equal(await node('process.on("SIGTERM", () => {}); setInterval(() => {}, 1000)', { limitMs: 200 }), 124)
  },
)
