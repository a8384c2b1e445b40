import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { hammer, SHORT, statusLine } from '../hammer.ts'
import type { HammerOptions, HammerOutcome } from '../hammer.ts'
import { judge } from '../judge.ts'
import type { Evidence } from '../judge.ts'
import { embeddedPlace, postgresPlace } from '../place.ts'
import type { Place } from '../place.ts'
import { operationsOf } from '../workload.ts'
import type { Operation } from '../workload.ts'
import { chanceFrom } from '@holdfast/tools/chance'
import { postgresPrograms } from '../../../apps/api/test/support/postgres.ts'

async function hammered(open: () => Promise<Place>, options: Partial<HammerOptions>): Promise<HammerOutcome> {
  const place = await open()
  try {
    return await hammer(place, { ...SHORT, ...options })
  } finally {
    await place.close()
  }
}

function assertKept(outcome: HammerOutcome, kills: HammerOutcome['kills']): void {
  assert.deepEqual(outcome.judgement, { lost: [], doubled: [], contradicted: [], missed: [] })
  assert.deepEqual(outcome.kills, kills)
  assert.ok(outcome.tally.aborted > 0 && outcome.polls > 0)
  assert.equal(outcome.tally.byStatus.get('500'), undefined, statusLine(outcome))
}

const programs = postgresPrograms()
const skip = programs === null ? 'NO POSTGRESQL ON THIS MACHINE: nothing was hammered on it' : false

describe('on PostgreSQL, two servers', { skip }, () => {
  const open = () => postgresPlace(programs ?? '', 2)

  test('servers and database killed under load: nothing confirmed is lost, nothing happens twice, no poll misses a change', async () => {
    assertKept(await hammered(open, {}), { servers: 2, database: 1 })
  })

  test('a hammer on receipts that are not unique finds doubled effects', async () => {
    const { judgement } = await hammered(open, { operations: 150, control: true, serverKills: 0, databaseKills: 0 })
    assert.ok(
      judgement.doubled.some((wrong) => /receipts/.test(wrong)),
      'no second receipt was found',
    )
    assert.ok(
      judgement.doubled.some((wrong) => /version/.test(wrong)),
      'no second effect was found',
    )
  })
})

describe('on PGlite, one server', () => {
  test('the server killed under load: nothing confirmed is lost, nothing happens twice, no poll misses a change', async () => {
    assertKept(await hammered(embeddedPlace, { operations: 200, serverKills: 1 }), { servers: 1, database: 0 })
  })
})

describe('the judge', () => {
  const nowMs = Date.UTC(2026, 2, 10, 12)
  const chance = chanceFrom(1)
  const lifter = { id: chance.uuid(), token: '', sessionIds: [chance.uuid()] }
  const [sessionId = ''] = lifter.sessionIds
  const put = operationsOf(chance, [lifter], 100, nowMs).find(({ kind, sessionId: own }) => kind === 'putSet' && own === sessionId)
  assert.ok(put)
  const verdict = JSON.stringify([200, 'applied'])
  const session = { id: sessionId, version: 2 }

  /** One set, confirmed, stored and polled: nothing is wrong with it. */
  const evidence = (): Evidence => ({
    operations: [put],
    told: new Map([[put.id, new Set([verdict])]]),
    ledger: {
      receipts: [{ operation_id: put.id }],
      sets: [
        {
          session_id: sessionId,
          id: put.setId ?? '',
          stands_since: put.loggedAtMs,
          operation_id: put.id,
          reps: put.body.reps ?? null,
          deleted: false,
        },
      ],
      sessions: [{ user_id: lifter.id, id: sessionId, status: 'in_progress', operation_id: null, version: 2 }],
      revisions: [],
      versions: [{ id: lifter.id, version: 2 }],
    },
    mirrors: new Map([[lifter, { polled: new Map([[sessionId, session]]), fresh: new Map([[sessionId, session]]) }]]) as never,
  })

  const found = (change: (evidence: Evidence) => void): string[] => {
    const changed = evidence()
    change(changed)
    return Object.entries(judge(changed)).flatMap(([kind, wrong]) => wrong.map(() => kind))
  }
  const setOf = ({ ledger }: Evidence) => ledger.sets[0] as Evidence['ledger']['sets'][number]

  test('finds nothing where nothing is wrong', () =>
    assert.deepEqual(
      found(() => {}),
      [],
    ))
  test('finds a missing receipt', () =>
    assert.deepEqual(
      found(({ ledger }) => ledger.receipts.pop()),
      ['lost'],
    ))
  test('finds a missing set', () =>
    assert.deepEqual(
      found(({ ledger }) => ledger.sets.pop()),
      ['lost'],
    ))
  test('finds a set that was replaced by an older one', () =>
    assert.deepEqual(
      found((all) => Object.assign(setOf(all), { operation_id: chance.uuid(), stands_since: 0 })),
      ['lost'],
    ))
  test('finds a set that a completion removed and that is still there', () =>
    assert.deepEqual(
      found(({ operations, told, ledger }) => {
        const id = chance.uuid()
        const body = { takenBack: [put.setId ?? ''] }
        ;(operations as Operation[]).push({ ...put, id, kind: 'complete', setId: null, loggedAtMs: put.loggedAtMs + 1, body })
        told.set(id, new Set([verdict]))
        ledger.receipts.push({ operation_id: id })
        ledger.revisions.push({ operation_id: id })
        Object.assign(ledger.versions[0] ?? {}, { version: 3 })
      }),
      ['lost'],
    ))
  test('finds other contents', () =>
    assert.deepEqual(
      found((all) => Object.assign(setOf(all), { reps: 999 })),
      ['lost'],
    ))
  test('finds a version that was not raised', () =>
    assert.deepEqual(
      found(({ ledger }) => Object.assign(ledger.versions[0] ?? {}, { version: 1 })),
      ['lost'],
    ))
  test('finds a version that was raised twice', () =>
    assert.deepEqual(
      found(({ ledger }) => Object.assign(ledger.versions[0] ?? {}, { version: 3 })),
      ['doubled'],
    ))
  test('finds a second receipt', () =>
    assert.deepEqual(
      found(({ ledger }) => ledger.receipts.push({ operation_id: put.id })),
      ['doubled'],
    ))
  test('finds two verdicts', () =>
    assert.deepEqual(
      found(({ told }) => told.get(put.id)?.add(JSON.stringify([200, 'superseded']))),
      ['contradicted'],
    ))
  test('finds what a poller missed', () =>
    assert.deepEqual(
      found(({ ledger }) => Object.assign(ledger.sessions[0] ?? {}, { version: 3 })),
      ['missed'],
    ))
})
