import { chromium } from './lib/chromium.mjs'
import { inWords, oneFailed, sum } from './lib/counts.mjs'
import { install } from './lib/install.mjs'
import { chooseSteps } from './lib/only.mjs'
import { pinnedNode } from './lib/pinnedNode.mjs'
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

  const notInstalled = await install(root)
  if (stopped()) return stopped()
  if (notInstalled) return end([refusal(notInstalled)])
  const node = pinnedNode(root)
  if (node.problem) return end([refusal(node.problem)])

  // A browser that must be fetched first, or cannot be, is news for now and not for in ten minutes.
  const browser = chosen.names.includes('browser') ? await chromium({ root, node: node.path, limitMs: 5 * 60_000 }) : undefined
  if (browser?.problem) say(`${browser.problem} The step “browser” will fail.`)

  const results = []
  for (const name of chosen.names) {
    results.push(await take(name, { root, node: node.path, browser }))
    if (stopped()) return stopped()
  }
  return end(results)
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

function end(results) {
  const total = sum(results.map((result) => result.counts))
  heading('all steps')
  for (const { name, counts, took } of results) say(`${counts.failed > 0 ? '✖' : '✔'} ${name.padEnd(12)} ${inWords(counts)} (${took})`)
  say(inWords(total))
  return total.failed > 0 ? 1 : 0
}
