import { basename, join } from 'node:path'

/** A file that is started for a change. `text` is what a generated one holds; without it the file is a test file of the project. */
export type Entry = { file: string; text?: string }

/** How many simulated days a change must survive. */
const DAYS = 300

const simulator = 'proof/simulator'
const api = 'apps/api'

/** Tests of growth and of every locale: seconds to minutes each, too long for every change in another workspace. */
const slow = ['appendGrowth', 'fileTime', 'history', 'importUnits', 'importWorkouts', 'ownExport', 'pastWorkout']

/**
 * What is started for a change in `sources`, in this order: the tests of their own workspace, which are the likeliest to find it; simulated days,
 * which cost two seconds; the tests of other workspaces that reach the sources. All tests of a workspace are imported by one generated file, since starting and loading
 * costs more than testing; only those of the API, each of which starts a database, are started one by one. Left out for other workspaces'
 * sources are the slow tests, those of the simulator (the days say the same) and those of the API.
 * `isOwnOnly` leaves out all tests of other workspaces.
 */
export function entriesFor(tests: string[], sources: string[], isOwnOnly = false): Entry[] {
  const own = new Set(sources.map(workspaceOf))
  const of = (workspace: string, which: (test: string) => boolean): string[] =>
    tests.filter((test) => workspaceOf(test) === workspace && which(test))
  const others = new Set(tests.map(workspaceOf).filter((workspace) => !own.has(workspace)))
  others.delete(api)
  const isSimulated = others.delete(simulator)
  return [
    ...[...own].flatMap((workspace) =>
      workspace === api
        ? of(workspace, () => true).map((file) => ({ file }))
        : [...together(workspace, 'quick', of(workspace, isQuick)), ...together(workspace, 'slow', of(workspace, isSlow))],
    ),
    ...(isSimulated ? [{ file: join(simulator, 'test', 'daysForMutation.test.ts'), text: days }] : []),
    ...[...(isOwnOnly ? [] : others)].flatMap((workspace) => together(workspace, 'quick', of(workspace, isQuick))),
  ]
}

/** One generated file that imports `files`; none for none. */
function together(workspace: string, name: string, files: string[]): Entry[] {
  if (files.length === 0) return []
  const text = files.map((file) => `import './${file.slice(`${workspace}/test/`.length)}'\n`).join('')
  return [{ file: join(workspace, 'test', `${name}ForMutation.test.ts`), text }]
}

function isSlow(test: string): boolean {
  return slow.includes(basename(test, '.test.ts'))
}

function isQuick(test: string): boolean {
  return !isSlow(test)
}

function workspaceOf(file: string): string {
  return file.split('/').slice(0, 2).join('/')
}

const days = `import assert from 'node:assert/strict'
import { test } from 'node:test'
import { simulate } from '../src/world.ts'

test('${DAYS} simulated days', () => {
  for (let seed = 1; seed <= ${DAYS}; seed++) assert.deepEqual(simulate(seed).violations, [], \`seed \${seed}\`)
})
`
