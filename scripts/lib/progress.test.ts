import assert from 'node:assert/strict'
import { test } from 'node:test'
import { moduleName, startProcess } from './testing/process.ts'

test('a long work is heard of again and again, a short one not at all', async (t) => {
  const text = (work: string) => `
    import { withProgress } from ${moduleName('./progress.mjs')}
    console.log(await withProgress('building', ${work}, 10))`
  assert.equal((await startProcess(t, text(`async () => 'done'`)).ended).out, 'done\n')
  const long = startProcess(t, text(`() => new Promise((resolve) => process.stdin.once('end', () => resolve('done')).resume())`))
  await long.until(/^( {2}still building, \d\.\d s\n){2}/)
  long.child.stdin.end()
  assert.match((await long.ended).out, /^( {2}still building, \d+(\.\d)? s\n){2,}done\n$/)
})
