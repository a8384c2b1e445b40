import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Act, Day } from '../src/day.ts'
import { noRates } from '../src/faults.ts'
import type { Fate } from '../src/network.ts'
import type { Phone } from '../src/phone.ts'
import { runDay, type RunOptions } from '../src/world.ts'

// One acknowledged set, one fault, then 48 healthy hours and a relaunch: the faults under which other offline libraries, as they come out of
// the box, lose a set. Nothing is left to chance here.

const TAP_MS = 10_000
const HOUR = 3_600_000
const tick = (atMs: number, reps: number): Act => ({ atMs, phone: 0, kind: 'tick', sets: 1, gapMs: 0, reps, rpe: false })
const noRadio: Act = { atMs: TAP_MS - 5_000, phone: 0, kind: 'window', what: 'offline', forMs: 60_000, told: false }
const kill = (atMs: number): Act => ({ atMs, phone: 0, kind: 'kill', offMs: 3_000 })

type OneFault = { acts?: readonly Act[]; fates?: readonly Fate[] }

/** What the lifter sees, and what the server holds. */
type Outcome = {
  shown: (number | null)[]
  marks: string[]
  waiting: number
  attention: number
  server: (number | null)[]
  notSaved: boolean
}

function outcomeOf([phone]: readonly Phone[]): Outcome {
  const app = phone!.front()!
  const { engine, session, sync } = app.running()!
  const log = Object.values(engine.logs.current().logs)[0]
  const sets = Object.values(log?.actualSets ?? {})
  const { waiting, attention } = engine.outbox.snapshot()
  const stored = [...phone!.world.server.accounts.get(app.accountId)!.sessions.values()].flatMap(
    ({ session: { actualSets } }) => actualSets,
  )
  return {
    shown: sets.map(({ reps }) => reps),
    marks: sets.map(({ id }) => sync.getState().markOf(log!.sessionId, id)),
    waiting: waiting.length,
    attention: attention.length,
    server: stored.map(({ reps }) => reps),
    notSaved: session.getState().notSaved !== null,
  }
}

/** Runs the day. Gives what the lifter saw a moment after the tap, and how it all ended. */
function dayWith({ acts = [tick(TAP_MS, 5)], fates = [] }: OneFault, options: RunOptions = {}) {
  const all: Act[] = [{ atMs: 1_000, phone: 0, kind: 'start', session: 0 }, ...acts]
  const day: Day = {
    seed: 1,
    phones: [{ kind: 'native', skewMs: 0 }],
    twoAccounts: false,
    rates: noRates,
    acts: all.sort((a, b) => a.atMs - b.atMs),
    fates,
    healsAtMs: 10 * 60_000,
    restMs: 48 * HOUR,
  }
  let end: Outcome | null = null
  let effects = 0
  let after: Outcome | null = null
  const report = runDay(day, {
    told: true,
    looks: [{ atMs: TAP_MS + 1, look: (phones) => phones[0]!.front() && (after = outcomeOf(phones)) }],
    ...options,
    over(phones) {
      end = outcomeOf(phones)
      const verdicts = [...phones[0]!.world.server.accounts.values()].flatMap(({ receipts }) => [...receipts.values()])
      effects = verdicts.filter(({ verdict }) => verdict.kind === 'applied').length
    },
  })
  assert.deepEqual(report.violations, [])
  return { after: after as Outcome | null, end: end as Outcome | null, effects, report }
}

const onPhone: Outcome = { shown: [5], marks: ['device'], waiting: 1, attention: 0, server: [], notSaved: false }
const onServer: Outcome = { shown: [5], marks: ['server'], waiting: 0, attention: 0, server: [5], notSaved: false }

/** The set was told to be on the phone, stayed there, and took effect at the server once. */
function holds(fault: OneFault) {
  const { after, end, effects, report } = dayWith(fault)
  assert.deepEqual(after, onPhone)
  assert.deepEqual(end, onServer)
  assert.equal(effects, 1)
  return report
}
const wireOf = (report: ReturnType<typeof holds>): string[] =>
  report.entries.filter(({ words }) => words.startsWith('PUT ')).map(({ where, words }) => `${where} ${words.replace(/^PUT \S+ /, '')}`)

test('1 of 14: the connection is reset before the server', () => {
  assert.equal(wireOf(holds({ fates: ['requestLost'] }))[0], 'network 0 ▸ the request was lost')
})

test('2 of 14: the answer is lost after the commit', () => {
  const wire = wireOf(holds({ fates: ['answerLost'] }))
  assert.deepEqual(wire, ['server ▸ 200', 'network 0 ▸ the answer was lost', 'server ▸ 200', 'network 0 ▸ 200'])
})

test('3 of 14: nobody answers until the time is up', () => {
  const wire = wireOf(holds({ fates: ['silence'] }))
  assert.deepEqual(wire, ['server ▸ 200', 'network 0 ▸ nobody answered in time', 'server ▸ 200', 'network 0 ▸ 200'])
})

test('4 of 14: one 401', () => {
  const wire = wireOf(holds({ fates: ['expired'] }))
  assert.deepEqual(wire, ['server ▸ 401', 'network 0 ▸ 401', 'server ▸ 200', 'network 0 ▸ 200'])
})

test('5 of 14: one 408', () => {
  const wire = wireOf(holds({ fates: ['tooSlow'] }))
  assert.deepEqual(wire, ['server ▸ 408', 'network 0 ▸ 408', 'server ▸ 200', 'network 0 ▸ 200'])
})

test('6 of 14: one 429', () => {
  const report = holds({ fates: ['tooMany'] })
  assert.deepEqual(wireOf(report), ['server ▸ 429', 'network 0 ▸ 429', 'server ▸ 200', 'network 0 ▸ 200'])
  const [first, again] = report.trips.filter(({ name }) => name.startsWith('PUT '))
  assert.ok(again!.ms - first!.endMs! >= 30_000, 'it comes back when the server said, not before')
})

test('7 of 14: 503 fifteen times', () => {
  const report = holds({ fates: Array.from({ length: 15 }, () => 'busy' as const) })
  // It takes longer than a token lasts.
  const answers = wireOf(report).filter((words) => words.startsWith('server') && words !== 'server ▸ 401')
  assert.deepEqual(answers, [...Array.from({ length: 15 }, () => 'server ▸ 503'), 'server ▸ 200'])
})

test('8 of 14: a captive portal answers 200 with a page', () => {
  const wire = wireOf(holds({ fates: ['captivePortal'] }))
  assert.deepEqual(wire, ['network 0 ▸ a login page', 'server ▸ 200', 'network 0 ▸ 200'])
})

test('9 of 14: killed right after the tap', () => {
  const { end, effects, report } = dayWith({ acts: [noRadio, tick(TAP_MS, 5), kill(TAP_MS + 1)] })
  assert.deepEqual(end, onServer)
  assert.equal(effects, 1)
  assert.equal(report.tally.struck.kill, 1)
})

test('10 of 14: killed 100 ms after the tap', () => {
  const report = holds({ acts: [noRadio, tick(TAP_MS, 5), kill(TAP_MS + 100)] })
  assert.equal(report.tally.struck.kill, 1)
})

test('11 of 14: killed while the request is on its way', () => {
  const report = holds({ acts: [tick(TAP_MS, 5), kill(TAP_MS + 2)] })
  assert.equal(wireOf(report).filter((words) => words === 'server ▸ 200').length, 2)
  const killed = report.entries.findIndex(({ words }) => words === 'killed')
  const arrived = report.entries.findIndex(({ where, words }) => where === 'server' && words.startsWith('PUT '))
  assert.ok(killed < arrived, 'the request outlived the app')
})

test('12 of 14: the server refuses the first operation for good; the next one goes out, and the first one stays for the lifter', () => {
  const { after, end, effects } = dayWith({ acts: [tick(TAP_MS, 5), tick(TAP_MS + 10_000, 6)], fates: ['refused'] })
  assert.deepEqual(after, onPhone)
  assert.deepEqual(end, { shown: [5, 6], marks: ['attention', 'server'], waiting: 0, attention: 1, server: [6], notSaved: false })
  assert.equal(effects, 1)
})

test('13 of 14: the clock goes back an hour between two words about one set', () => {
  const jump: Act = { atMs: TAP_MS + 20_000, phone: 0, kind: 'clockJump', byMs: -HOUR }
  const edit: Act = { atMs: TAP_MS + 30_000, phone: 0, kind: 'edit', set: 0, reps: 9 }
  const online = dayWith({ acts: [tick(TAP_MS, 5), jump, edit] })
  assert.deepEqual(online.after, onPhone)
  assert.deepEqual(online.end, { ...onServer, shown: [9], server: [9] })
  assert.equal(online.effects, 2)
  // While the first word waits, the second takes its place.
  const offline = dayWith({ acts: [{ ...noRadio, forMs: 120_000 }, tick(TAP_MS, 5), jump, edit] })
  assert.deepEqual(offline.after, onPhone)
  assert.deepEqual(offline.end, online.end)
  assert.equal(offline.effects, 1)
})

test('14 of 14: the storage is full: the lifter is told at once, and what they log when there is room is kept', () => {
  const full: Act = { atMs: TAP_MS - 5_000, phone: 0, kind: 'window', what: 'diskFull', forMs: 60_000, told: true }
  const refused = dayWith({ acts: [full, tick(TAP_MS, 5)] })
  assert.deepEqual(refused.after, { shown: [], marks: [], waiting: 0, attention: 0, server: [], notSaved: true })
  assert.deepEqual(refused.end, { shown: [], marks: [], waiting: 0, attention: 0, server: [], notSaved: false })
  const again = dayWith({ acts: [full, tick(TAP_MS, 5), tick(TAP_MS + 70_000, 5)] })
  assert.deepEqual(again.after, refused.after)
  assert.deepEqual(again.end, onServer)
  assert.equal(again.effects, 1)
})
