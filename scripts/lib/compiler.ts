import { spawnSync } from 'node:child_process'
import type { Missing } from './missing.ts'

/** The C++ compiler that builds the MMKV core. */
export function compilerOf(env = process.env): string {
  return env.CXX || 'g++'
}

/** A program that wants the language and the library the core needs: a compiler may be there without either. */
const program = '#include <concepts>\n#include <string>\nint main() { return std::string().size(); }\n'

/** Why this machine cannot build the MMKV core, in one sentence, or undefined when it can. */
export function whyNoCompiler(env = process.env, platform: string = process.platform): string | undefined {
  if (platform !== 'linux') return `the MMKV core is only known to build on Linux, and this is ${platform}.`
  const compiler = compilerOf(env)
  const { status, error, stderr } = spawnSync(compiler, ['-std=c++20', '-fsyntax-only', '-x', 'c++', '-'], {
    env,
    input: program,
    encoding: 'utf8',
    timeout: 300_000,
  })
  // One that ends before it read the program answers with EPIPE too, and with its code.
  if (error && status === null) return `${compiler} does not run (${'code' in error ? String(error.code) : error.message}).`
  if (status !== 0)
    return `${compiler} cannot compile C++20: ${stderr.split('\n').find((line) => /error/i.test(line)) ?? `it ended with code ${status}`}.`
  return undefined
}

/** What is missing where there is no compiler, for countMissing. */
export function missingCompiler(why: string): Missing {
  return {
    what: 'C++ compiler',
    why,
    bring: 'apt-get install g++ (as root), or name one with CXX.',
    unchecked: 'the journal on the real MMKV core: its contract, crash images, kills, a full disk.',
  }
}
