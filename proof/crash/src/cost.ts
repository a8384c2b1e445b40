import { createOutbox } from '@holdfast/outbox'
import { openJournal, type Journal, type Medium, type JournalLocation } from '@holdfast/journal'
import { memoryLocation, virtualClock } from '@holdfast/journal/testing'
import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { locationIn } from './location.ts'
import { median } from '@holdfast/tools/median'

// npm run cost: the cost of one logged set, depending on how much is stored already, and the cost of opening. It measures the CPU time of
// this process. Ratios count, because these machines are noisy.

const event = { kind: 'setCompleted', setId: randomUUID() }

const LENGTHS = [10, 1_000, 10_000, 100_000]
const REPEATS = 400

const folder = mkdtempSync(join(tmpdir(), 'holdfast-cost-'))
const locations: [string, (length: number) => JournalLocation][] = [
  ['memory, two replicas', () => memoryLocation()],
  ['MMKV core, two replicas', (length) => locationIn(mkdtempSync(join(folder, `${length}-`)))],
]

const lines = [
  '| medium | records | calls a set | bytes a set and replica | CPU µs a set | against 10 | open, CPU ms |',
  '|---|---|---|---|---|---|---|',
]
// Warm-up: the first thousand calls of a process are slower than all later ones.
repeat(5_000, warm().enqueue)
for (const [name, newLocation] of locations) {
  let first: number | null = null
  for (const length of LENGTHS) {
    const location = newLocation(length)
    const counted = { calls: 0, bytes: 0 }
    const { outbox, journal } = start(counting(location, counted))
    for (let n = 0; n < length; n++) outbox.enqueue(intent(n), event)
    const openMs = median(Array.from({ length: 3 }, () => cpuUs(() => void open(location)) / 1_000))
    counted.calls = counted.bytes = 0
    const perSet = median(
      Array.from({ length: 5 }, () => cpuUs(() => repeat(REPEATS, (n) => outbox.enqueue(intent(length + n), event))) / REPEATS),
    )
    outbox.close()
    journal.close()
    first ??= perSet
    const sets = 5 * REPEATS
    const cells = [
      name,
      length,
      counted.calls / sets,
      Math.round(counted.bytes / counted.calls),
      perSet.toFixed(1),
      (perSet / first).toFixed(2),
      openMs.toFixed(1),
    ]
    lines.push(`| ${cells.join(' | ')} |`)
  }
}
process.stdout.write(`${lines.join('\n')}\n`)
rmSync(folder, { recursive: true, force: true })

function warm() {
  const { outbox } = start(memoryLocation())
  return { enqueue: (n: number) => outbox.enqueue(intent(n), event) }
}

function start(location: JournalLocation) {
  const journal = open(location)
  const random = { id: randomUUID, unit: () => 0.5 }
  // No request is answered: everything that is logged waits.
  const outbox = createOutbox({ journal, clock: virtualClock(), random, send: () => () => undefined, auth: { refresh: () => undefined } })
  return { journal, outbox }
}

function open(location: JournalLocation): Journal {
  let journal: Journal | undefined
  openJournal({ location, clock: virtualClock(), expectHistory: false }, (answer) => (journal = answer.open ? answer.journal : undefined))
  if (!journal) throw new Error('the journal did not open')
  return journal
}

function counting(location: JournalLocation, counted: { calls: number; bytes: number }): JournalLocation {
  const watched = (medium: Medium): Medium => ({
    ...medium,
    append(key, value, done) {
      counted.calls++
      counted.bytes += Buffer.byteLength(key) + Buffer.byteLength(value)
      medium.append(key, value, done)
    },
  })
  return {
    generations: (done) => location.generations(done),
    replicas(generation) {
      const [first, ...others] = location.replicas(generation)
      return [watched(first), ...others.map(watched)]
    },
  }
}

/** A set as the app logs it. */
function intent(n: number) {
  const session = `session_${Math.floor(n / 20)}`
  const body = {
    exerciseId: event.setId,
    plannedSetId: event.setId,
    setType: 'working',
    setOrder: n % 20,
    weight: { value: 102.5, unit: 'kg' },
    reps: 5,
    rpe: 8,
  }
  return { endpoint: `/v1/sessions/${session}/sets/${n}`, method: 'PUT' as const, body, slot: `set_${session}_${n}`, lane: session, v: 1 }
}

function repeat(times: number, run: (n: number) => void): void {
  for (let n = 0; n < times; n++) run(n)
}

function cpuUs(run: () => void): number {
  const before = process.cpuUsage()
  run()
  const { user, system } = process.cpuUsage(before)
  return user + system
}
