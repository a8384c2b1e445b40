import { runLogged } from './logged.ts'
import { onPath } from './programs.ts'
import { say } from './say.mjs'

/** A mirror that does not answer is given up soon; another apt-get is waited for. */
const patience = [
  '-o',
  'Acquire::Retries=1',
  '-o',
  'Acquire::http::Timeout=30',
  '-o',
  'Acquire::https::Timeout=30',
  '-o',
  'DPkg::Lock::Timeout=120',
]

export type Apt = { install(names: readonly string[]): Promise<string | undefined> }

type AptOptions = { root: string; env?: NodeJS.ProcessEnv; limitMs: number; isRoot?: boolean; everyMs?: number }

/**
 * The machine's apt-get. `install(names)` installs the first of these packages that can be had, and answers undefined, or in a few words
 * why none was. The lists of packages are fetched once, before the first of them: a bare machine has none.
 */
export function aptGet({ root, env = process.env, limitMs, isRoot = process.getuid?.() === 0, everyMs }: AptOptions): Apt {
  const program = onPath('apt-get', env)
  const quiet = { root, log: 'apt', everyMs, env: { ...env, DEBIAN_FRONTEND: 'noninteractive' }, limitMs }
  const apt = (doing: string, ...args: string[]) => runLogged(program ?? 'apt-get', [...patience, ...args], { ...quiet, doing })
  let updated: Promise<number> | undefined

  return {
    async install(names) {
      if (!program) return 'there is no apt-get here'
      if (!isRoot) return 'only root may use apt-get'
      say(`Installing ${names[0]} with apt-get …`)
      updated ??= apt('fetching the lists of packages', 'update', '-qq')
      if ((await updated) === 124) return 'apt-get update did not end in time'
      let why: string | undefined
      for (const name of names) {
        const code = await apt(`installing ${name}`, 'install', '-y', '-qq', '--no-install-recommends', name)
        if (code === 0) return undefined
        why = `apt-get install ${name} ${code === 124 ? 'did not end in time' : `ended with code ${code}`}`
        if (code === 124) return why
      }
      return why
    },
  }
}
