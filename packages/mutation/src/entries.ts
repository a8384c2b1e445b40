import { basename, join } from 'node:path'

/** A file that is started for a change. `text` is what a generated one holds; without it the file is a test file of the project. */
export type Entry = { file: string; text?: string }

/** How many simulated days a change must survive. */
const DAYS = 300

const simulator = 'packages/simulator'

/** Tests of growth and of every locale: seconds to minutes each, too long for every change in another workspace. */
const slow = ['appendGrowth', 'fileTime', 'history', 'importUnits', 'importWorkouts', 'ownExport', 'pastWorkout']

/**
 * What is started for a change in `sources`, in this order: each test file of their own workspace, which are the likeliest to find it; for
 * each other workspace one file that imports its tests that reach the sources, since starting and loading costs more than testing; and
 * simulated days. Left out for other workspaces' sources are the slow tests, those of the simulator (the days say the same) and those of the
 * API, each of which starts a database.
 */
export function entriesFor(tests: string[], sources: string[]): Entry[] {
  const own = new Set(sources.map(workspaceOf))
  const others = new Set(tests.map(workspaceOf).filter((workspace) => !own.has(workspace)))
  others.delete('apps/api')
  const isSimulated = others.delete(simulator)
  return [
    ...tests.filter((test) => own.has(workspaceOf(test))).map((file) => ({ file })),
    ...[...others].map((workspace) => ({
      file: join(workspace, 'test', 'allForMutation.test.ts'),
      text: importing(
        workspace,
        tests.filter((test) => workspaceOf(test) === workspace && !slow.includes(nameOf(test))),
      ),
    })),
    ...(isSimulated ? [{ file: join(simulator, 'test', 'daysForMutation.test.ts'), text: days }] : []),
  ]
}

function workspaceOf(file: string): string {
  return file.split('/').slice(0, 2).join('/')
}

function nameOf(test: string): string {
  return basename(test, '.test.ts')
}

function importing(workspace: string, files: string[]): string {
  return files.map((file) => `import './${file.slice(`${workspace}/test/`.length)}'\n`).join('')
}

const days = `import assert from 'node:assert/strict'
import { test } from 'node:test'
import { simulate } from '../src/world.ts'

test('${DAYS} simulated days', () => {
  for (let seed = 1; seed <= ${DAYS}; seed++) assert.deepEqual(simulate(seed).violations, [], \`seed \${seed}\`)
})
`
