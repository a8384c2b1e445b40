import { spawnSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Missing } from './missing.ts'
import { isProgram, pathFolders } from './programs.ts'

/** The oldest PostgreSQL the API runs on. */
const oldest = 15

type Place = { folder: string; inside: string; named?: RegExp }

/** Folders whose entries are versions of PostgreSQL, and where each keeps its programs: Debian, Red Hat, Homebrew, Postgres.app. */
const known: Place[] = [
  { folder: '/usr/lib/postgresql', inside: 'bin' },
  { folder: '/usr', inside: 'bin', named: /^pgsql-\d+$/ },
  { folder: '/opt/homebrew/opt', inside: 'bin', named: /^postgresql(@\d+)?$/ },
  { folder: '/usr/local/opt', inside: 'bin', named: /^postgresql(@\d+)?$/ },
  { folder: '/Applications/Postgres.app/Contents/Versions', inside: 'bin' },
]

type Postgres =
  | { path: string; problem?: undefined; why?: undefined }
  | { path?: undefined; problem: string; why?: undefined }
  | { path?: undefined; problem?: undefined; why: string }

/**
 * The folder of PostgreSQL's server programs on this machine, the newest first: `{ path }`. POSTGRES_BIN names one. Answers `{ problem }`
 * when that is wrong, and `{ why }` when there is none.
 */
export function findPostgres(env = process.env, places = known): Postgres {
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
export function missingPostgres(why: string): Missing {
  return {
    what: 'PostgreSQL',
    why,
    bring: 'apt-get install postgresql (as root), or name the folder of its programs with POSTGRES_BIN.',
    unchecked: 'the API on a real PostgreSQL; it is checked on the embedded one only.',
  }
}

function foldersIn({ folder, inside, named }: Place): string[] {
  return list(folder)
    .filter((name) => !named || named.test(name))
    .sort((a, b) => versionIn(b) - versionIn(a))
    .map((name) => join(folder, name, inside))
}

function versionIn(name: string): number {
  return Number(/\d+/.exec(name)?.[0] ?? 0)
}

function holdsServer(folder: string): boolean {
  return isProgram(join(folder, 'initdb')) && isProgram(join(folder, 'postgres'))
}

function whyNot(folder: string): string | undefined {
  if (!holdsServer(folder)) return 'does not hold the programs initdb and postgres'
  const { status, stdout, error } = spawnSync(join(folder, 'postgres'), ['--version'], { encoding: 'utf8', timeout: 120_000 })
  if (status !== 0) return `holds a postgres that does not start (${error?.message ?? `code ${status}`})`
  const version = versionIn(stdout)
  return version < oldest ? `holds PostgreSQL ${version}, and the API needs ${oldest} or newer` : undefined
}

function list(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}
