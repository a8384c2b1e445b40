import { checkNames, type CheckName } from '../checkNames.ts'
import type { Day } from '../day.ts'
import { faultClasses, type FaultClass } from '../faults.ts'
import { shrinkDay } from '../shrink.ts'
import type { Tally } from '../tally.ts'
import { runDay } from '../world.ts'
import { count, dayOf, type Broken, type Job, type Result } from './many.ts'

/** How much was run, how fast, and whether it all held. */
export function summaryOf(job: Job, { done, brokenDays, wallMs, cpuMs, hash, steps, virtualMs, workers }: Result): string {
  const name = job.kind === 'seeds' ? `seeds ${job.from} to ${job.from + job.size - 1}` : job.name
  const perMinute = (ms: number): string => count((done * 60_000) / ms)
  return [
    `${count(done)} days (${name}): ${brokenDays === 0 ? 'every check held' : `${count(brokenDays)} broke a check`}`,
    `  ${perMinute(cpuMs)} a minute and core (CPU time), ${perMinute(wallMs)} a minute by the wall on ${workers} worker${workers === 1 ? '' : 's'}`,
    `  ${(wallMs / 1000).toFixed(1)} s, ${(cpuMs / done).toFixed(2)} ms of CPU a day, ${count(steps / done)} steps a day, ${count(virtualMs / 3_600_000)} virtual hours`,
    `  hash ${hash.toString(16).padStart(8, '0')}`,
    '',
  ].join('\n')
}

/** Which faults struck and which checks looked, how often. */
export function tallyOf({ struck, looked }: Tally): string {
  const rows = (all: Readonly<Record<string, number>>, words: Readonly<Record<string, string>>): string[] =>
    Object.entries(all).map(([name, times]) => `  ${count(times).padStart(13)}  ${name.padEnd(38)} ${words[name]}`)
  return ['', 'Faults that struck', ...rows(struck, faultClasses), '', 'Checks that looked', ...rows(looked, checkNames), '', ''].join('\n')
}

/** Names of what never happened in all these days. */
export const neverIn = ({ struck, looked }: Tally): (FaultClass | CheckName)[] =>
  Object.entries({ ...struck, ...looked })
    .filter(([, times]) => times === 0)
    .map(([name]) => name as FaultClass | CheckName)

/** A broken day: what broke, how to see it again, and the least that breaks it. */
export function failureOf(job: Job, { index, check, words }: Broken): string {
  const replay = job.kind === 'seeds' ? `npm run simulate -- --seed ${job.from + index}` : 'save the day below and run it with --day'
  return `\nBROKEN  ${check}\n  ${words}\n  replay: ${replay}\n${smallestOf(dayOf(job, index), check)}`
}

/** The smallest day that still breaks this check, as a file for `--day`. */
export function smallestOf(day: Day, check: CheckName): string {
  const small = shrinkDay(day, (one) => runDay(one).violations.some((violation) => violation.check === check))
  const left = `${small.acts.length} of ${day.acts.length} acts, ${ratesIn(small)} of ${ratesIn(day)} kinds of faults`
  return `  the least that breaks it (${left}), for --day day.json:\n${dayText(small)}\n`
}

/** A day as a file a person can edit: an act a line, and only the faults that are on. */
export function dayText({ rates, acts, ...rest }: Day): string {
  const on = Object.fromEntries(Object.entries(rates).filter(([, rate]) => rate > 0))
  const lines = acts.map((act) => `    ${JSON.stringify(act)}`).join(',\n')
  return `{\n  "rates": ${JSON.stringify(on)},\n  "acts": [\n${lines}\n  ],\n${JSON.stringify(rest, null, 2).slice(2)}`
}

const ratesIn = ({ rates }: Day): number => Object.values(rates).filter((rate) => rate > 0).length
