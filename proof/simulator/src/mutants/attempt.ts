import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { Asked, Said } from './child.ts'
import type { Mutant } from './mutant.ts'
import { mutatedFile, urlOf } from './mutated.ts'

/** What came of one mutant. Only a check that names what went wrong catches one: a run that dies or hangs shows nothing. */
export type Attempt = { mutant: Mutant; seconds: number } & (
  | { end: 'caught'; seed: number; check: string; words: string }
  | { end: 'survived'; seed: number }
  | { end: 'died' | 'hung'; seed: number; words: string }
)

const child = fileURLToPath(new URL('./child.ts', import.meta.url))
/** A process that says nothing for so long hangs: it says something every fifty seeds. */
const SILENCE_MS = 120_000

/** Runs the mutant's own day and seeds 1 to `seeds` with one mistake, in a process of its own, until a check finds it. Throws when the mutant no longer applies. */
export function attempt(mutant: Mutant, seeds: number): Promise<Attempt> {
  const startedAt = performance.now()
  // Made in this process: loading the TypeScript compiler would cost each child as much as a hundred seeds.
  const asked: Asked = { name: mutant.name, url: urlOf(mutant), source: mutatedFile(mutant), day: mutant.day ?? null, seeds }
  const process_ = spawn(process.execPath, [child], { stdio: ['pipe', 'pipe', 'pipe'] })
  // A child that dies before it reads this is reported when it closes, with what it wrote to stderr.
  process_.stdin.on('error', () => {}).end(JSON.stringify(asked))
  let last: Said | null = null
  let rest = ''
  let errors = ''
  let hung = false
  const silent = (): void => {
    hung = true
    process_.kill('SIGKILL')
  }
  let timer = setTimeout(silent, SILENCE_MS)
  process_.stdout.setEncoding('utf8').on('data', (text: string) => {
    clearTimeout(timer)
    timer = setTimeout(silent, SILENCE_MS)
    const lines = (rest + text).split('\n')
    rest = lines.pop()!
    for (const line of lines) last = JSON.parse(line) as Said
  })
  process_.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text))
  return new Promise((resolve) => {
    process_.on('close', () => {
      clearTimeout(timer)
      const told = { mutant, seconds: (performance.now() - startedAt) / 1000 }
      const seed = last?.seed ?? 0
      if (hung) resolve({ ...told, end: 'hung', seed, words: `said nothing for ${SILENCE_MS / 1000} s` })
      else if (last?.kind === 'caught') resolve({ ...told, end: 'caught', seed, check: last.check, words: last.words })
      else if (last?.kind === 'survived') resolve({ ...told, end: 'survived', seed })
      else resolve({ ...told, end: 'died', seed, words: /^\w*Error: .*$/m.exec(errors)?.[0] ?? errors.trim() })
    })
  })
}
