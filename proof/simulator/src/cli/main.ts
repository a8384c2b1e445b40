import { readFileSync, writeFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { parseArgs } from 'node:util'
import { planDay, type Day } from '../day.ts'
import { partOf, partsOf } from '../exhaustive.ts'
import { runDay, type Report } from '../world.ts'
import { runMany, type Job } from './many.ts'
import { pageOf } from './page.ts'
import { readDay } from './readDay.ts'
import { failureOf, smallestOf, summaryOf, tallyOf } from './summary.ts'
import { storyOf } from './tell.ts'

const USAGE = `npm run simulate -- --seed 42            one bad day, told so that a person can read it
npm run simulate -- --day day.json       the same for a day from a file
                    … --html out.html    draws it as well
npm run simulate -- --seeds 20000        many days on every core: how many a minute, what struck, what looked
                    … --from 1 --workers 2
npm run simulate -- --exhaustive         every crash point and every outcome of the first requests of a short workout
                    … --all              every pair of crash points with all of them
`

process.exitCode = await main(process.argv.slice(2))

/** 1 when a check did not hold, 2 when the command was not understood. */
async function main(args: string[]): Promise<number> {
  try {
    return await run(args)
  } catch (error) {
    if (!(error instanceof Error)) throw error
    process.stderr.write(`${error.message}\n\n${USAGE}`)
    return 2
  }
}

async function run(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: {
      seed: { type: 'string' },
      seeds: { type: 'string' },
      from: { type: 'string', default: '1' },
      workers: { type: 'string', default: String(availableParallelism()) },
      day: { type: 'string' },
      html: { type: 'string' },
      exhaustive: { type: 'boolean', default: false },
      all: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) return say(USAGE)
  const workers = whole('workers', values.workers)
  if (values.seeds !== undefined)
    return many([{ kind: 'seeds', from: whole('from', values.from), size: whole('seeds', values.seeds) }], workers)
  if (values.exhaustive) {
    const jobs = partsOf(values.all).map(([deaths, requests]): Job => {
      const { name, size } = partOf(deaths, requests)
      return { kind: 'part', deaths, requests, name, size }
    })
    return many(jobs, workers)
  }
  const day = values.day === undefined ? planDay(whole('seed', values.seed ?? '42')) : readDay(readFileSync(values.day, 'utf8'))
  const replay = values.day === undefined ? `npm run simulate -- --seed ${day.seed}` : `npm run simulate -- --day ${values.day}`
  return one(day, replay, values.html)
}

function one(day: Day, replay: string, html: string | undefined): number {
  const report: Report = runDay(day, { told: true })
  say(storyOf(day, report, replay))
  if (html !== undefined) {
    writeFileSync(html, pageOf(day, report, replay))
    say(`Drawn in ${html}\n`)
  }
  if (report.violations.length === 0) return 0
  say(smallestOf(day, report.violations[0]!.check))
  return 1
}

async function many(jobs: readonly Job[], workers: number): Promise<number> {
  let wrong = 0
  for (const job of jobs) {
    const result = await runMany(job, workers, tellProgress)
    if (process.stdout.isTTY) say('\r\u001b[K')
    say(summaryOf(job, result))
    if (job.kind === 'seeds') say(tallyOf(result.tally))
    for (const broken of result.broken.slice(0, 3)) say(failureOf(job, broken))
    wrong += result.brokenDays
  }
  return wrong > 0 ? 1 : 0
}

/** One line that moves where somebody watches, and lines where nobody does. What broke stays. */
function tellProgress(line: string): void {
  if (!process.stdout.isTTY) say(`${line}\n`)
  else say(line.startsWith('BROKEN') ? `\r\u001b[K${line}\n` : `\r\u001b[K${line}`)
}

function say(text: string): number {
  process.stdout.write(text)
  return 0
}

function whole(name: string, text: string): number {
  const number = Number(text)
  if (!Number.isSafeInteger(number) || number < 0 || text.trim() === '') throw new Error(`--${name} wants a whole number, not “${text}”.`)
  return number
}
