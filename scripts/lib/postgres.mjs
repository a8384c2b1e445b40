import { spawnSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { isProgram, pathFolders } from './programs.mjs'

/** The oldest PostgreSQL the API runs on. */
const oldest = 15

/** Folders whose entries are versions of PostgreSQL, and where each keeps its programs: Debian, Red Hat, Homebrew, Postgres.app. */
const known = [
  { folder: '/usr/lib/postgresql', inside: 'bin' },
  { folder: '/usr', inside: 'bin', named: /^pgsql-\d+$/ },
  { folder: '/opt/homebrew/opt', inside: 'bin', named: /^postgresql(@\d+)?$/ },
  { folder: '/usr/local/opt', inside: 'bin', named: /^postgresql(@\d+)?$/ },
  { folder: '/Applications/Postgres.app/Contents/Versions', inside: 'bin' },
]

/**
 * The folder of PostgreSQL's server programs on this machine, the newest first: `{ path }`. POSTGRES_BIN names one. Answers `{ problem }`
 * when that is wrong, and `{ why }` when there is none.
 */
export function findPostgres(env = process.env, places = known) {
  if (env.POSTGRES_BIN) {
    const why = whyNot(env.POSTGRES_BIN)
    return why ? { problem: `POSTGRES_BIN is ${env.POSTGRES_BIN}, which ${why}.` } : { path: env.POSTGRES_BIN }
  }
  const candidates = [...places.flatMap(foldersIn), ...pathFolders(env)].filter(holdsServer)
  const path = candidates.find((folder) => !whyNot(folder))
  if (path) return { path }
  const [first] = candidates
  return { why: first ? `${first} ${whyNot(first)}.` : 'its programs initdb and postgres are in none of the known places.' }
}

/** What is missing where there is no PostgreSQL, for countMissing. */
export function missingPostgres(why) {
  return {
    what: 'PostgreSQL',
    why,
    bring: 'apt-get install postgresql (as root), or name the folder of its programs with POSTGRES_BIN.',
    unchecked: 'the API on a real PostgreSQL; it is checked on the embedded one only.',
  }
}

function foldersIn({ folder, inside, named }) {
  return list(folder)
    .filter((name) => !named || named.test(name))
    .sort((a, b) => versionIn(b) - versionIn(a))
    .map((name) => join(folder, name, inside))
}

function versionIn(name) {
  return Number(/\d+/.exec(name)?.[0] ?? 0)
}

function holdsServer(folder) {
  return isProgram(join(folder, 'initdb')) && isProgram(join(folder, 'postgres'))
}

function whyNot(folder) {
  if (!holdsServer(folder)) return 'does not hold the programs initdb and postgres'
  const { status, stdout, error } = spawnSync(join(folder, 'postgres'), ['--version'], { encoding: 'utf8', timeout: 120_000 })
  if (status !== 0) return `holds a postgres that does not start (${error?.message ?? `code ${status}`})`
  const version = versionIn(stdout)
  return version < oldest ? `holds PostgreSQL ${version}, and the API needs ${oldest} or newer` : undefined
}

function list(folder) {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}
