import assert from 'node:assert/strict'
import { chmodSync } from 'node:fs'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { whyNoCompiler } from './compiler.ts'
import { folderWith } from './testing/folder.ts'

const posix = { skip: process.platform === 'win32' && 'POSIX programs' }

/** The answer with a compiler that does as the script says. */
function withCompiler(t: TestContext, script: string): string | undefined {
  const bin = folderWith(t, { cxx: `#!/bin/sh\n${script}\n` })
  chmodSync(join(bin, 'cxx'), 0o755)
  return whyNoCompiler({ CXX: join(bin, 'cxx') }, 'linux')?.replace(bin, '')
}

test('a compiler that compiles is here; one that is not there, or has no library or language of today, is missing', posix, (t) => {
  assert.equal(withCompiler(t, 'exit 0'), undefined)
  assert.equal(whyNoCompiler({ PATH: '/nowhere' }, 'linux'), 'g++ does not run (ENOENT).')
  const old = `echo "<stdin>:1:10: fatal error: concepts: No such file" >&2; exit 1`
  assert.equal(withCompiler(t, old), '/cxx cannot compile C++20: <stdin>:1:10: fatal error: concepts: No such file.')
  assert.equal(withCompiler(t, 'exit 3'), '/cxx cannot compile C++20: it ended with code 3.')
})

test('elsewhere than on Linux the core is not built', () => {
  assert.match(whyNoCompiler({}, 'darwin') ?? '', /^the MMKV core is only known to build on Linux, and this is darwin\.$/)
})
