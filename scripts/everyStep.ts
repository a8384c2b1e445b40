import { inWords, oneFailed, sum, type Counts } from './lib/counts.ts'
import { lookAround, type Machine } from './lib/machine.ts'
import { missingLines } from './lib/missing.ts'
import { chooseSteps } from './lib/only.ts'
import { root } from './lib/root.mjs'
import { stopped } from './lib/run.mjs'
import { duration, heading, say } from './lib/say.mjs'
import { steps, type Place } from './lib/steps.ts'

// npm test: every check there is, one after the other (two cores and one Metro), all of them even when one fails.
// The last line is for machines: `123 passed, 0 failed, 2 skipped`.

process.exitCode = await test(process.argv.slice(2))

type Result = { name: string; counts: Counts; took: string }

async function test(args: string[]): Promise<number> {
  const chosen = chooseSteps(args, Object.keys(steps))
  if (chosen.problem !== undefined) return end([refusal(chosen.problem)])

  // A program that must be fetched first, or cannot be, is news for now and not for in ten minutes.
  const machine = await lookAround(chosen.names, { root, node: process.execPath })
  const code = stopped()
  if (code) return code
  sayWhatIsNotHere(machine)

  const results: Result[] = []
  for (const name of chosen.names) {
    results.push(await take(name, { root, node: process.execPath, machine }))
    const stop = stopped()
    if (stop) return stop
  }
  return end(results, machine)
}

function sayWhatIsNotHere(machine: Partial<Machine>): void {
  for (const found of Object.values(machine)) {
    if (found?.problem) say(`✖ ${found.problem} The steps that need it will fail.`)
    if (found?.missing) say(missingLines(found.missing).join('\n'))
  }
}

async function take(name: string, place: Place): Promise<Result> {
  heading(name)
  const startedAt = performance.now()
  const counts = await counted(name, place)
  const took = duration(performance.now() - startedAt)
  say(`── ${name}: ${inWords(counts)} (${took})`)
  return { name, counts, took }
}

async function counted(name: string, place: Place): Promise<Counts> {
  try {
    return (await steps[name]?.(place)) ?? oneFailed
  } catch (error) {
    say(`✖ ${error instanceof Error ? error.stack : String(error)}`)
    return oneFailed
  }
}

function refusal(problem: string): Result {
  process.stderr.write(`${problem}\n`)
  return { name: 'before the first step', counts: oneFailed, took: duration(0) }
}

function end(results: readonly Result[], machine: Partial<Machine> = {}): number {
  const total = sum(results.map((result) => result.counts))
  heading('all steps')
  for (const { name, counts, took } of results) say(`${markOf(counts)} ${name.padEnd(12)} ${inWords(counts)} (${took})`)
  sayWhatIsNotHere(machine)
  say(inWords(total))
  return total.failed > 0 ? 1 : 0
}

/** A step of which nothing ran is no ✔. */
function markOf({ passed, failed }: Counts): string {
  if (failed > 0) return '✖'
  return passed > 0 ? '✔' : '⚠'
}
