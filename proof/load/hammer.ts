import { parseArgs } from 'node:util'
import type { Db } from '../../apps/api/src/db/db.ts'
import { handClock, newPerson, newSession } from '../../apps/api/test/support/gym.ts'
import { postgresPrograms } from '../../apps/api/test/support/postgres.ts'
import { bench } from './bench.ts'
import { chanceFrom } from '@holdfast/tools/chance'
import type { Chance } from '@holdfast/tools/chance'
import { judge, readLedger } from './judge.ts'
import type { Judgement } from './judge.ts'
import { embeddedPlace, postgresPlace } from './place.ts'
import type { Place } from './place.ts'
import { freshMirror, startPoller } from './poller.ts'
import { table } from '@holdfast/tools/table'
import { sendAll } from './traffic.ts'
import type { Tally, Told, Traffic } from './traffic.ts'
import { operationsOf, sendingsOf } from './workload.ts'
import type { Lifter } from './workload.ts'

export type HammerOptions = {
  operations: number
  seed: number
  lifters: number
  sessionsPerLifter: number
  connections: number
  /** How often a server is killed, and how often the database if that is possible. */
  serverKills: number
  databaseKills: number
  /** Removes the unique constraint on receipts, so that every copy runs: a hammer that then finds nothing is broken. */
  control: boolean
  limitMs: number
}

export type HammerOutcome = {
  place: string
  operations: number
  tally: Tally
  kills: { servers: number; database: number }
  polls: number
  judgement: Judgement
  seconds: number
}

/** What `npm run hammer` does. */
export const FULL: HammerOptions = {
  operations: 10_000,
  seed: 1,
  lifters: 8,
  sessionsPerLifter: 40,
  connections: 50,
  serverKills: 6,
  databaseKills: 1,
  control: false,
  limitMs: 15 * 60_000,
}

/** The same in a few seconds, for `npm test`. */
export const SHORT: HammerOptions = {
  ...FULL,
  operations: 500,
  lifters: 4,
  sessionsPerLifter: 8,
  serverKills: 2,
  databaseKills: 1,
}

/** Sends load to the servers of a place while it kills them, and compares what is stored afterwards with what was answered. */
export async function hammer(place: Place, options: HammerOptions): Promise<HammerOutcome> {
  const chance = chanceFrom(options.seed)
  const lifters = await place.aside((db) => newLifters(db, options))
  const addresses = await place.start()
  const operations = operationsOf(chance, lifters, options.operations, Date.now())
  const sendings = sendingsOf(chance, operations)
  const told: Told = new Map()
  const tally: Tally = { requests: 0, aborted: 0, retries: 0, byStatus: new Map() }
  const startedMs = performance.now()
  const traffic: Traffic = { addresses, chance, told, tally, deadlineMs: startedMs + options.limitMs }
  const pollers = lifters.map((lifter, index) => [lifter, startPoller(rotated(addresses, index), lifter)] as const)

  const killer = startKiller(place, addresses.length, chance, options, sendings.length)
  try {
    await sendAll(traffic, sendings, options.connections, (done) => killer.progress(done))
    await killer.finish()
    // Operations whose clients all closed the connection are sent once more, as a phone would.
    const unheard = () => operations.filter((operation) => !told.has(operation.id))
    while (unheard().length > 0) {
      const again = unheard().map((operation) => ({ lifter: operation.lifter, batch: false, operations: [operation] }))
      await sendAll(traffic, again, options.connections, () => {})
    }
  } catch (error) {
    for (const [, poller] of pollers) poller.stop()
    throw error
  }
  const seconds = (performance.now() - startedMs) / 1_000

  const mirrors = new Map()
  let polls = 0
  for (const [lifter, poller] of pollers) {
    const held = await poller.finish()
    polls += held.polls
    mirrors.set(lifter, { polled: held.mirror, fresh: await freshMirror(addresses[0] ?? '', lifter) })
  }
  await place.stop()
  const ledger = await place.aside(readLedger)
  const judgement = judge({ operations, told, ledger, mirrors })
  return { place: place.name, operations: operations.length, tally, kills: killer.kills, polls, judgement, seconds }
}

/**
 * Kills servers, and once in the middle the database, at points of the load's progress. Only one thing at a time is down, apart from what
 * restarts.
 */
function startKiller(place: Place, servers: number, chance: Chance, { serverKills, databaseKills }: HammerOptions, sendings: number) {
  const kills = { servers: 0, database: 0 }
  const blows: { at: number; strike: () => Promise<void> }[] = []
  const spread = (count: number, from: number) => Array.from({ length: count }, (_, index) => ((index + from) / (count + 0.5)) * sendings)
  for (const at of spread(serverKills, 0.4)) {
    const index = chance.below(servers)
    blows.push({ at, strike: async () => void (await place.killServer(index), kills.servers++) })
  }
  const { killDatabase } = place
  if (killDatabase !== null) {
    for (const at of spread(databaseKills, 0.7)) blows.push({ at, strike: async () => void (await killDatabase(), kills.database++) })
  }
  blows.sort((a, b) => a.at - b.at)
  let last = Promise.resolve()
  return {
    kills,
    progress(done: number) {
      while (blows[0] && blows[0].at <= done) {
        const { strike } = blows.shift() as (typeof blows)[number]
        last = last.then(strike)
        last.catch(() => {})
      }
    },
    finish: () => last,
  }
}

/** People with planned sessions; a control run also removes the constraint on receipts. */
async function newLifters(db: Db, { lifters, sessionsPerLifter, control }: HammerOptions): Promise<Lifter[]> {
  const gym = { db, clock: { ...handClock(), nowMs: () => Date.now() } }
  const today = new Date().toISOString().slice(0, 10)
  const found: Lifter[] = []
  for (let index = 0; index < lifters; index++) {
    const person = await newPerson(gym)
    const sessionIds: string[] = []
    for (let session = 0; session < sessionsPerLifter; session++) sessionIds.push(await newSession(gym, person, today))
    found.push({ id: person.id, token: person.token, sessionIds })
  }
  if (control) await db.script('alter table operation_receipts drop constraint operation_receipts_pkey')
  return found
}

function rotated<T>(things: readonly T[], by: number): T[] {
  return things.map((_, index) => things[(index + by) % things.length] as T)
}

/** The outcomes as a table. */
export function outcomeTable(outcomes: readonly HammerOutcome[]): string {
  return table(
    ['', ...outcomes.map((one) => one.place)],
    [
      ['operations', ...outcomes.map((one) => one.operations)],
      ['requests', ...outcomes.map((one) => one.tally.requests)],
      ['aborted by the client', ...outcomes.map((one) => one.tally.aborted)],
      ['retries', ...outcomes.map((one) => one.tally.retries)],
      ['server kills', ...outcomes.map((one) => one.kills.servers)],
      ['database kills', ...outcomes.map((one) => one.kills.database)],
      ['polls', ...outcomes.map((one) => one.polls)],
      ['lost', ...outcomes.map((one) => one.judgement.lost.length)],
      ['doubled', ...outcomes.map((one) => one.judgement.doubled.length)],
      ['contradicted', ...outcomes.map((one) => one.judgement.contradicted.length)],
      ['missed', ...outcomes.map((one) => one.judgement.missed.length)],
      ['seconds', ...outcomes.map((one) => one.seconds.toFixed(1))],
    ],
  )
}

/** The answers by status, or by how the connection ended. */
export function statusLine({ tally }: HammerOutcome): string {
  return [...tally.byStatus]
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([status, count]) => `${status}: ${count}`)
    .join(', ')
}

if (import.meta.main) process.exitCode = await command(process.argv.slice(2))

async function command(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: {
      operations: { type: 'string' },
      seed: { type: 'string' },
      short: { type: 'boolean', default: false },
      control: { type: 'boolean', default: false },
      bench: { type: 'boolean', default: false },
      engine: { type: 'string', default: 'both' },
    },
  })
  const base = values.short ? SHORT : FULL
  const options: HammerOptions = {
    ...base,
    operations: Number(values.operations ?? base.operations),
    seed: Number(values.seed ?? base.seed),
    control: values.control,
  }
  const programs = postgresPrograms()
  const outcomes: HammerOutcome[] = []
  if (programs === null) console.log('NO POSTGRESQL ON THIS MACHINE: nothing was checked on it')
  else if (!values.bench && values.engine !== 'pglite') outcomes.push(await on(() => postgresPlace(programs, 2), options))
  if (!values.bench && values.engine !== 'postgres') outcomes.push(await on(() => embeddedPlace(), options))
  if (outcomes.length > 0)
    console.log(`\nseed ${options.seed}${options.control ? ', CONTROL: receipts are not unique' : ''}\n${outcomeTable(outcomes)}`)
  for (const outcome of outcomes) {
    console.log(`${outcome.place}: ${statusLine(outcome)}`)
    for (const wrong of Object.values(outcome.judgement).flat().slice(0, 10)) console.log(`  ✖ ${wrong}`)
  }
  if (programs !== null && !options.control && (values.bench || !values.short)) console.log(`\n${await bench(programs)}`)
  const wrong = (outcome: HammerOutcome) => Object.values(outcome.judgement).flat().length > 0
  // A control must be detected.
  if (options.control) return outcomes.every((outcome) => outcome.judgement.doubled.length > 0) ? 0 : 1
  return outcomes.some(wrong) ? 1 : 0
}

async function on(open: () => Promise<Place>, options: HammerOptions): Promise<HammerOutcome> {
  const place = await open()
  try {
    return await hammer(place, options)
  } finally {
    await place.close()
  }
}
