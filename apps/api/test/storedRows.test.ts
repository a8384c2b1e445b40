import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { createApp } from '../src/app.ts'
import { hashPassword, passwordMatches } from '../src/auth/password.ts'
import { tokenKey } from '../src/auth/token.ts'
import { knownMigrations, migrate } from '../src/db/migrate.ts'
import { systemRandom } from '../src/random.ts'
import { memoryDb } from './support/memoryDb.ts'
import {
  actualSet,
  applied,
  at,
  handClock,
  log,
  newPerson,
  operations,
  problem,
  readSession,
  request,
  send,
  setBody,
  type Person,
} from './support/gym.ts'

// Rows as databases in the field hold them, typed in. The server must write exactly these and read exactly these. When a test of this file
// fails, the code is wrong, never the row.

const db = await memoryDb()
await migrate(db)
after(() => db.close())

const id = (n: number): string => `0198c0de-0000-7000-8000-0000000000${String(n).padStart(2, '0')}`
const SESSION = '0198c0de-0000-7000-8000-000000000001'
const KEPT = '0198c0de-0000-7000-8000-000000000090'

const clock = handClock()
const app = createApp({ db, clock, random: { ...systemRandom, uuid: () => KEPT }, demo: false })

const first = { weight: { value: 102.25, unit: 'lb' }, reps: null, rpe: 8.5, exerciseName: 'Übung 💪' } as const

/** Sent in this order, under the ids 10 to 14. */
const sent = [
  operations.putSet(SESSION, id(2), { ...setBody(first), unplanned: { title: 'Müde 💪', scheduledOn: '2026-03-10' }, ofALaterApp: true }),
  operations.deleteSet(SESSION, id(3), { logged_at: at(1) }),
  operations.complete(SESSION, log([actualSet(id(2), first)], { notes: '💪\n"' })),
  operations.complete(SESSION, log([actualSet(id(4), { weight: null })], { logged_at: at(700), sessionRpe: null })),
  operations.putSet(SESSION, id(5), setBody({ reps: 1000 })),
]

const tables = ['sessions', 'actual_sets', 'revisions', 'operation_receipts'] as const
type Rows = Record<(typeof tables)[number], Record<string, unknown>[]>

/** Every row of a lifter without the user's id, as JSON of the database: this test does not check how a driver converts values. */
async function rowsOf({ id: userId }: Person): Promise<Rows> {
  const rows: Rows = { sessions: [], actual_sets: [], revisions: [], operation_receipts: [] }
  for (const table of tables) {
    const read = `select to_jsonb(t) - 'user_id' - 'family_id' as row from ${table} t where user_id = $1 order by to_jsonb(t)->>'operation_id'`
    rows[table] = (await db.query<{ row: Record<string, unknown> }>(read, [userId])).map(({ row }) => row)
  }
  return rows
}

/** Inserts the rows that another server left, with what later migrations add. */
async function stored(lifter: Person, rows: Rows): Promise<void> {
  for (const table of tables)
    for (const row of rows[table])
      await db.query(`insert into ${table} select (jsonb_populate_record(null::${table}, $1::jsonb)).*`, [
        JSON.stringify({ ...row, user_id: lifter.id }),
      ])
  const updates = knownMigrations().flatMap(({ sql }) => /^update actual_sets [^;]+;/m.exec(sql) ?? [])
  assert.equal(updates.length, 2)
  if (rows === earlier) for (const update of updates) await db.query(update)
  await db.query('update users set version = 4 where id = $1', [lifter.id])
}

const ROWS: Rows = {
  sessions: [
    {
      id: '0198c0de-0000-7000-8000-000000000001',
      title: 'Müde 💪',
      programme: null,
      scheduled_on: '2026-03-10',
      status: 'completed',
      plan: [],
      plan_version: 1,
      session_rpe: null,
      notes: 'fine',
      log_plan_version: 1,
      started_at: '2026-03-10T11:50:00+00:00',
      completed_at: '2026-03-10T12:10:00+00:00',
      skip_reason: null,
      logged_at: '2026-03-10T12:11:40+00:00',
      logged_at_sent: '2026-03-10T12:11:40.000Z',
      operation_id: '0198c0de-0000-7000-8000-000000000013',
      auto_finalised: false,
      version: 4,
      deleted_at: null,
    },
  ],
  actual_sets: [
    {
      session_id: '0198c0de-0000-7000-8000-000000000001',
      id: '0198c0de-0000-7000-8000-000000000003',
      exercise_id: null,
      exercise_name: null,
      planned_set_id: null,
      set_type: null,
      set_order: null,
      weight_value: null,
      weight_unit: null,
      reps: null,
      rpe: null,
      completed_at: null,
      logged_at: '2026-03-10T12:00:01+00:00',
      logged_at_sent: '2026-03-10T12:00:01.000Z',
      stands_since: '2026-03-10T12:00:01+00:00',
      told_at: '2026-03-10T12:00:01+00:00',
      operation_id: '0198c0de-0000-7000-8000-000000000011',
      held_by: null,
      held_since: null,
      deleted_at: '2026-03-10T12:00:01+00:00',
    },
    {
      session_id: '0198c0de-0000-7000-8000-000000000001',
      id: '0198c0de-0000-7000-8000-000000000002',
      exercise_id: 'c0a80101-0000-4000-8000-000000000001',
      exercise_name: 'Übung 💪',
      planned_set_id: null,
      set_type: 'working',
      set_order: 0,
      weight_value: 102.25,
      weight_unit: 'lb',
      reps: null,
      rpe: 8.5,
      completed_at: '2026-03-10T12:00:00+00:00',
      logged_at: '2026-03-10T12:00:00+00:00',
      logged_at_sent: '2026-03-10T12:00:00.000Z',
      stands_since: '2026-03-10T12:00:00+00:00',
      told_at: '2026-03-10T12:10:00+00:00',
      operation_id: '0198c0de-0000-7000-8000-000000000012',
      held_by: '0198c0de-0000-7000-8000-000000000012',
      held_since: '2026-03-10T12:00:00+00:00',
      deleted_at: null,
    },
    {
      session_id: '0198c0de-0000-7000-8000-000000000001',
      id: '0198c0de-0000-7000-8000-000000000004',
      exercise_id: 'c0a80101-0000-4000-8000-000000000001',
      exercise_name: null,
      planned_set_id: null,
      set_type: 'working',
      set_order: 0,
      weight_value: null,
      weight_unit: null,
      reps: 5,
      rpe: 8,
      completed_at: '2026-03-10T12:00:00+00:00',
      logged_at: '2026-03-10T12:00:00+00:00',
      logged_at_sent: '2026-03-10T12:00:00.000Z',
      stands_since: '2026-03-10T12:00:00+00:00',
      told_at: '2026-03-10T12:11:40+00:00',
      operation_id: '0198c0de-0000-7000-8000-000000000013',
      held_by: '0198c0de-0000-7000-8000-000000000013',
      held_since: '2026-03-10T12:00:00+00:00',
      deleted_at: null,
    },
  ],
  revisions: [
    {
      session_id: '0198c0de-0000-7000-8000-000000000001',
      id: '0198c0de-0000-7000-8000-000000000090',
      kind: 'completion',
      reason: 'a newer log replaced it',
      payload: {
        notes: '💪\n"',
        logged_at: '2026-03-10T12:10:00.000Z',
        startedAt: '2026-03-10T11:50:00.000Z',
        actualSets: [
          {
            id: '0198c0de-0000-7000-8000-000000000002',
            rpe: 8.5,
            reps: null,
            weight: {
              unit: 'lb',
              value: 102.25,
            },
            setType: 'working',
            setOrder: 0,
            logged_at: '2026-03-10T12:00:00.000Z',
            exerciseId: 'c0a80101-0000-4000-8000-000000000001',
            completedAt: '2026-03-10T12:00:00.000Z',
            exerciseName: 'Übung 💪',
            plannedSetId: null,
          },
        ],
        sessionRpe: 8,
        completedAt: '2026-03-10T12:10:00.000Z',
        planVersion: 1,
      },
      logged_at: '2026-03-10T12:10:00+00:00',
      logged_at_sent: '2026-03-10T12:10:00.000Z',
      operation_id: '0198c0de-0000-7000-8000-000000000012',
      version: 4,
      created_at: '2026-03-10T13:00:00+00:00',
    },
  ],
  operation_receipts: [
    {
      operation_id: '0198c0de-0000-7000-8000-000000000010',
      endpoint: 'putSet',
      fingerprint: '01458cbef45f139e068b0e38abf45be83d3e50f7bad5c5ef13e2bad27934c6ed',
      session_id: '0198c0de-0000-7000-8000-000000000001',
      status: 200,
      verdict: {
        kind: 'applied',
        outcome: 'applied',
        conflict: null,
      },
      received_at: '2026-03-10T13:00:00+00:00',
      said_at: '2026-03-10T12:00:00+00:00',
      counts_at: '2026-03-10T12:00:00+00:00',
    },
    {
      operation_id: '0198c0de-0000-7000-8000-000000000011',
      endpoint: 'deleteSet',
      fingerprint: '442e1607e64395cd79f0333d4d0fb59fde896fb8d36cc2467173f5a84edc1c6d',
      session_id: '0198c0de-0000-7000-8000-000000000001',
      status: 200,
      verdict: {
        kind: 'applied',
        outcome: 'applied',
        conflict: null,
      },
      received_at: '2026-03-10T13:00:00+00:00',
      said_at: '2026-03-10T12:00:01+00:00',
      counts_at: '2026-03-10T12:00:01+00:00',
    },
    {
      operation_id: '0198c0de-0000-7000-8000-000000000012',
      endpoint: 'complete',
      fingerprint: 'b72d91396688f9cd9a58a855af50532c3cac5d0b7ba891c47f2a008b5593baf6',
      session_id: '0198c0de-0000-7000-8000-000000000001',
      status: 200,
      verdict: {
        kind: 'applied',
        outcome: 'applied',
        conflict: null,
      },
      received_at: '2026-03-10T13:00:00+00:00',
      said_at: '2026-03-10T12:10:00+00:00',
      counts_at: '2026-03-10T12:10:00+00:00',
    },
    {
      operation_id: '0198c0de-0000-7000-8000-000000000013',
      endpoint: 'complete',
      fingerprint: 'd982e66dcdac62873eb693390c90e2b247257e351c45ded9eadfbc1a0350236a',
      session_id: '0198c0de-0000-7000-8000-000000000001',
      status: 200,
      verdict: {
        kind: 'applied',
        outcome: 'applied',
        conflict: {
          kept: 'this',
          revisionId: '0198c0de-0000-7000-8000-000000000090',
          otherLoggedAt: '2026-03-10T12:10:00.000Z',
          otherOperationId: '0198c0de-0000-7000-8000-000000000012',
        },
      },
      received_at: '2026-03-10T13:00:00+00:00',
      said_at: '2026-03-10T12:11:40+00:00',
      counts_at: '2026-03-10T12:11:40+00:00',
    },
    {
      operation_id: '0198c0de-0000-7000-8000-000000000014',
      endpoint: 'putSet',
      fingerprint: 'a23263b3ac1b8b8b4f53510f8b72941ce94fd20104f496d30fe7f89e5d70a9ec',
      session_id: null,
      status: 422,
      verdict: {
        kind: 'rejected',
        problem: {
          code: 'validation_failed',
          type: 'urn:holdfast:problem:validation_failed',
          title: 'Validation failed',
          detail: 'Some fields cannot be accepted as they are.',
          errors: [
            {
              max: 999,
              code: 'out_of_range',
              message: 'Too big: expected number to be <=999',
              pointer: '/reps',
            },
          ],
          status: 422,
        },
      },
      received_at: '2026-03-10T13:00:00+00:00',
      said_at: null,
      counts_at: null,
    },
  ],
}

test('rows are written exactly: a session, its sets, a revision, receipts', async () => {
  const lifter = await newPerson({ db, clock })
  for (const [n, operation] of sent.entries()) await send(app, lifter, operation, id(10 + n))
  assert.deepEqual(await rowsOf(lifter), ROWS)
})

/** The rows that a server wrote before its database had these columns. */
const columnsSince: Partial<Record<keyof Rows, readonly string[]>> = {
  actual_sets: ['exercise_name', 'held_by', 'held_since', 'told_at'],
  operation_receipts: ['said_at', 'counts_at'],
}

const earlier = Object.fromEntries(
  tables.map((table) => [
    table,
    ROWS[table].map((row) => Object.fromEntries(Object.entries(row).filter(([name]) => !columnsSince[table]?.includes(name)))),
  ]),
) as Rows

const servers = { 'of this server': ROWS, 'of the first one': earlier }

for (const [name, rows] of Object.entries(servers)) {
  test(`rows ${name} are read exactly: the session, the revision, and every request is a duplicate`, async () => {
    const lifter = await newPerson({ db, clock })
    await stored(lifter, rows)
    const session = await readSession(app, lifter, SESSION)
    const hasNames = rows === ROWS
    assert.deepEqual(session, {
      id: SESSION,
      title: 'Müde 💪',
      programme: null,
      scheduledOn: '2026-03-10',
      status: 'completed',
      plan: [],
      planVersion: 1,
      actualSets: [
        // Where it is not stored which log contains a set, the sets of both completions count.
        ...(hasNames ? [] : [set(id(2), { ...withoutName, plannedSetId: null })]),
        set(id(4), { weight: null, reps: 5, rpe: 8, plannedSetId: null }),
      ],
      sessionRpe: null,
      notes: 'fine',
      startedAt: '2026-03-10T11:50:00.000Z',
      completedAt: '2026-03-10T12:10:00.000Z',
      skipReason: null,
      logged_at: '2026-03-10T12:11:40.000Z',
      autoFinalised: false,
      version: 4,
      revisionCount: 1,
      logOperationIds: [id(13), id(12)],
    })
    const kept = await request(app, lifter, 'GET', `/v1/sessions/${SESSION}/revisions`)
    assert.deepEqual((kept.json as { revisions: unknown }).revisions, [
      {
        revisionId: KEPT,
        kind: 'completion',
        reason: 'a newer log replaced it',
        logged_at: '2026-03-10T12:10:00.000Z',
        keptAt: '2026-03-10T13:00:00.000Z',
        payload: ROWS.revisions[0]!['payload'],
      },
    ])
    const answers = []
    for (const [n, operation] of sent.entries()) answers.push(await send(app, lifter, operation, id(10 + n)))
    const verdicts = ROWS.operation_receipts.map(({ verdict }) => verdict as Record<string, unknown>)
    for (const n of [0, 1, 2, 3]) {
      const { outcome, conflict } = verdicts[n]!
      assert.deepEqual(applied(answers[n]!), { operationId: id(10 + n), outcome, conflict, session })
    }
    assert.deepEqual(problem(answers[4]!), { ...(verdicts[4]!['problem'] as object), operationId: id(14) })
    assert.equal(problem(await send(app, lifter, sent[0]!, id(11))).code, 'operation_id_reused')
    assert.deepEqual(await readSession(app, lifter, SESSION), session)
  })
}

for (const [name, rows] of Object.entries(servers)) {
  test(`a revision is restored from its row, ${name}`, async () => {
    const lifter = await newPerson({ db, clock })
    await stored(lifter, rows)
    const other = createApp({ db, clock, random: systemRandom, demo: false })
    const { session } = applied(await send(other, lifter, operations.restore(SESSION, KEPT, { logged_at: at(800) })))
    const { actualSets, notes, sessionRpe, startedAt, completedAt } = session
    assert.deepEqual(
      { actualSets, notes, sessionRpe, startedAt, completedAt },
      {
        actualSets: [set(id(2), { ...withoutName, exerciseName: 'Übung 💪', plannedSetId: null, logged_at: '2026-03-10T12:13:20.000Z' })],
        notes: '💪\n"',
        sessionRpe: 8,
        startedAt: '2026-03-10T11:50:00.000Z',
        completedAt: '2026-03-10T12:10:00.000Z',
      },
    )
  })
}

const withoutName = { weight: { value: 102.25, unit: 'lb' }, reps: null, rpe: 8.5 }

function set(setId: string, part: object) {
  return {
    id: setId,
    exerciseId: 'c0a80101-0000-4000-8000-000000000001',
    setType: 'working',
    setOrder: 0,
    completedAt: '2026-03-10T12:00:00.000Z',
    logged_at: '2026-03-10T12:00:00.000Z',
    ...part,
  }
}

test('a stored password opens its account for ever, whatever its cost was', async () => {
  // Made with Python's hashlib.scrypt.
  const kept = 'scrypt$1024$4$2$8PHy8_T19vf4-fr7_P3-_w$ptJKdYdlg-TE37RuRecfL8Wzehjf8ATVdlCc6CF8ecQ'
  assert.equal(await passwordMatches('correct horse Übung 💪', kept), true)
  assert.equal(await passwordMatches('correct horse Ubung 💪', kept), false)
  assert.match(await hashPassword('correct horse'), /^scrypt\$32768\$8\$1\$[\w-]{22}\$[\w-]{43}$/)
})

test('a token is found under its user id and the SHA-256 of the whole token', () => {
  const userId = '0198c0de-0000-7000-8000-000000000001'
  const hash = 'a8a28f1af27d7913bf4d554900a8ef1a6a78c6375cfae1581a7463211eabcffc'
  assert.deepEqual(tokenKey(`${userId}.${'x'.repeat(43)}`), { userId, hash })
})
