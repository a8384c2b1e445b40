import { inWords, oneFailed, sum } from './lib/counts.mjs'
import { lookAround } from './lib/machine.mjs'
import { missingLines } from './lib/missing.mjs'
import { chooseSteps } from './lib/only.mjs'
import { ready } from './lib/ready.mjs'
import { root } from './lib/root.mjs'
import { stopped } from './lib/run.mjs'
import { duration, heading, say } from './lib/say.mjs'
import { steps } from './lib/steps.mjs'

// npm test: every check there is, one after the other (two cores and one Metro), all of them even when one fails.
// The last line is for machines: `123 passed, 0 failed, 2 skipped`.

process.exitCode = await test(process.argv.slice(2))

async function test(args) {
  const chosen = chooseSteps(args, Object.keys(steps))
  if (chosen.problem) return end([refusal(chosen.problem)])

  const node = await ready(root)
  if (stopped()) return stopped()
  if (node.problem) return end([refusal(node.problem)])

  // A program that must be fetched first, or cannot be, is news for now and not for in ten minutes.
  const machine = await lookAround(chosen.names, { root, node: node.path })
  if (stopped()) return stopped()
  sayWhatIsNotHere(machine)

  const results = []
  for (const name of chosen.names) {
    results.push(await take(name, { root, node: node.path, machine }))
    if (stopped()) return stopped()
  }
  return end(results, machine)
}

function sayWhatIsNotHere(machine) {
  for (const { problem, missing } of Object.values(machine).filter(Boolean)) {
    if (problem) say(`✖ ${problem} The steps that need it will fail.`)
    if (missing) say(missingLines(missing).join('\n'))
  }
}

async function take(name, place) {
  heading(name)
  const startedAt = performance.now()
  const counts = await steps[name](place).catch((error) => {
    say(`✖ ${error.stack}`)
    return oneFailed
  })
  const took = duration(performance.now() - startedAt)
  say(`── ${name}: ${inWords(counts)} (${took})`)
  return { name, counts, took }
}

function refusal(problem) {
  process.stderr.write(`${problem}\n`)
  return { name: 'before the first step', counts: oneFailed, took: duration(0) }
}

function end(results, machine = {}) {
  const total = sum(results.map((result) => result.counts))
  heading('all steps')
  for (const { name, counts, took } of results) say(`${markOf(counts)} ${name.padEnd(12)} ${inWords(counts)} (${took})`)
  sayWhatIsNotHere(machine)
  say(inWords(total))
  return total.failed > 0 ? 1 : 0
}

/** A step of which nothing ran is no ✔. */
function markOf({ passed, failed }) {
  if (failed > 0) return '✖'
  return passed > 0 ? '✔' : '⚠'
}
