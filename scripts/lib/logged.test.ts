import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { runLogged, tail } from './logged.ts'
import { folderWith } from './testing/folder.ts'
import { moduleName, startProcess } from './testing/process.ts'

test('a long output goes to a log; its end is shown when the program fails', async (t) => {
  const root = folderWith(t, {
    'talk.mjs': `for (let n = 1; n <= 100; n++) console.log('line ' + n)\nconsole.error('why')\nprocess.exit(Number(process.argv[2]))`,
  })
  const logged = (code: number) => `
    import { runLogged } from ${moduleName('./logged.ts')}
    const options = { root: ${JSON.stringify(root)}, log: 'expo', doing: 'building' }
    process.exitCode = await runLogged(process.execPath, [${JSON.stringify(join(root, 'talk.mjs'))}, '${code}'], options)`
  const good = await startProcess(t, logged(0)).ended
  assert.deepEqual([good.code, good.out], [0, ''])
  assert.match(readFileSync(join(root, '.cache/logs/expo.log'), 'utf8'), /^line 1\n(.*\n)*why\n$/)
  const bad = await startProcess(t, logged(3)).ended
  assert.equal(bad.code, 3)
  assert.match(bad.out, /^The last lines of \.cache[\\/]logs[\\/]expo\.log:\n( {2}│ line \d+\n){39} {2}│ why\n$/)
})

test('a checkout that cannot be written logs among the temporary files', async (t) => {
  const root = folderWith(t, { '.cache': 'a file' })
  assert.equal(await runLogged(process.execPath, ['-e', ''], { root, log: 'expo', doing: 'building' }), 0)
})

test('the end of a text is its last lines', () => {
  assert.equal(tail('a\nb\nc\n', 2), '  │ b\n  │ c')
})
