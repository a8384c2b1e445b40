import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync, readdirSync, utimesSync } from 'node:fs'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { alone, livingClaims } from './claims.mjs'
import { identityOf, lifeOf, processSpace } from './life.mjs'
import { folderWith, put } from './testing/folder.ts'
import { moduleName, startProcess } from './testing/process.ts'

const linux = { skip: process.platform !== 'linux' && 'start times are read from /proc' }

/** Puts the claim of another process into a folder. */
function claimOf(folder: string, about: object): string {
  const claim = { kind: 'alone', doing: 'building', command: 'npm start', pid: 1, space: processSpace(), owners: [], ...about }
  put(folder, { claim: JSON.stringify(claim) })
  return join(folder, 'claim')
}

async function endedProcess() {
  const child = spawn(process.execPath, ['-e', ''])
  const identity = identityOf(child.pid ?? 0)
  await once(child, 'exit')
  return identity
}

/** A process that works alone in a folder: it says `begun`, and ends its work when its input ends. `before` runs inside the work. */
function worker(t: TestContext, folder: string, { before = '', env }: { before?: string; env?: NodeJS.ProcessEnv } = {}) {
  const text = `
    import { alone } from ${moduleName('claims.mjs')}
    import { run } from ${moduleName('run.mjs')}
    await alone(${JSON.stringify(folder)}, 'building the web app', async () => {
      console.log('begun')
      ${before}
      await new Promise((resolve) => process.stdin.once('end', resolve).resume())
      console.log('done')
    })`
  return startProcess(t, text, { env })
}

test('the claim of a dead process is none, and is removed', async (t) => {
  const folder = folderWith(t)
  const file = claimOf(folder, { owners: [await endedProcess()] })
  assert.deepEqual(await livingClaims(folder), [])
  assert.equal(existsSync(file), false)
})

test('a process number that was given to another process is no sign of life', linux, async (t) => {
  const folder = folderWith(t)
  claimOf(folder, { owners: [{ pid: process.pid, start: '1' }] })
  assert.deepEqual(await livingClaims(folder), [])
  assert.equal(lifeOf(identityOf(process.pid)), 'alive')
})

test('a process that has ended and was not waited for is dead', linux, async (t) => {
  // Its shell is replaced by a sleep, which waits for nobody.
  const parent = spawn('sh', ['-c', 'sh -c "echo \\$\\$" & exec sleep 60'])
  t.after(() => parent.kill('SIGKILL'))
  const [text] = await once(parent.stdout, 'data')
  const zombie = { pid: Number(text), start: undefined }
  while (!/^\d+ \(.*\) Z/.test(readFileSync(`/proc/${zombie.pid}/stat`, 'utf8'))) await new Promise(setImmediate)
  assert.equal(lifeOf({ ...zombie, start: '1' }), 'dead')
  assert.equal(lifeOf(identityOf(zombie.pid)), 'dead')
})

test('of a process in another container only the touching tells: touched it is alive, silent it is dead', async (t) => {
  const folder = folderWith(t)
  // Where the number would be taken for our own, which lives.
  const elsewhere = { space: 'another boot', owners: [identityOf(process.pid)] }
  const file = claimOf(folder, elsewhere)
  const touching = setInterval(() => utimesSync(file, new Date(), new Date()), 20)
  assert.equal((await livingClaims(folder)).length, 1)
  clearInterval(touching)
  assert.deepEqual(await livingClaims(folder, { silenceMs: 1000 }), [])
  assert.equal(existsSync(file), false)
})

test('a living process touches its claim', async (t) => {
  const folder = folderWith(t)
  const first = worker(t, folder)
  await first.until(/begun/)
  const [name = ''] = readdirSync(folder)
  const about = JSON.parse(readFileSync(join(folder, name), 'utf8'))
  // Another machine, as far as we can tell: so only the touching is left.
  put(folder, { [name]: JSON.stringify({ ...about, space: 'another boot' }) })
  assert.equal((await livingClaims(folder)).length, 1)
})

test('two that work alone at once: the second says for whom it waits, and begins when the first is done', async (t) => {
  const folder = folderWith(t)
  const first = worker(t, folder, { env: { npm_lifecycle_event: 'start' } })
  await first.until(/begun/)
  const second = worker(t, folder)
  const out = await second.until(/waiting for it …/)
  assert.equal(out, `Another Holdfast command (npm start, process ${first.child.pid}) is building the web app; waiting for it …\n`)
  first.child.stdin.end()
  assert.equal((await first.ended).out, 'begun\ndone\n')
  await second.until(/begun/)
  second.child.stdin.end()
  assert.equal((await second.ended).code, 0)
  assert.deepEqual(readdirSync(folder), [], 'nothing is left')
})

test('of many that begin at the same moment never two work at once, and all get their turn', async (t) => {
  const folder = folderWith(t)
  const busy = JSON.stringify(join(folderWith(t), 'busy'))
  const text = `
    import { mkdirSync, rmdirSync } from 'node:fs'
    import { alone } from ${moduleName('claims.mjs')}
    for (let n = 0; n < 3; n++) {
      await alone(${JSON.stringify(folder)}, 'working', async () => {
        mkdirSync(${busy})
        await new Promise((resolve) => setTimeout(resolve, 5))
        rmdirSync(${busy})
      })
    }`
  const ends = await Promise.all(Array.from({ length: 4 }, () => startProcess(t, text).ended))
  assert.deepEqual(
    ends.map(({ code }) => code),
    [0, 0, 0, 0],
    ends.map(({ out }) => out).join('\n'),
  )
})

test('one that is killed with what it started makes way at once', async (t) => {
  const folder = folderWith(t)
  const first = worker(t, folder)
  await first.until(/begun/)
  first.child.kill('SIGKILL')
  await first.ended
  await alone(folder, 'working', async () => assert.deepEqual(await livingClaims(folder), []))
})

test('what a killed process started still has the claim, as long as it runs', linux, async (t) => {
  const folder = folderWith(t)
  const program = `console.log('program ' + process.pid); setInterval(() => {}, 1000)`
  const first = worker(t, folder, { before: `void run(process.execPath, ['-e', ${JSON.stringify(program)}])` })
  const pid = Number(/program (\d+)/.exec(await first.until(/program \d+/))?.[1])
  first.child.kill('SIGKILL')
  await once(first.child, 'exit')
  assert.equal((await livingClaims(folder)).length, 1)
  process.kill(pid, 'SIGKILL')
  await first.ended
  while ((await livingClaims(folder)).length > 0);
})
