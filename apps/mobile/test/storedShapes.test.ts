import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import type { CompleteBody, Session } from '@holdfast/contract'
import { recordOfJson, type Disk } from '@holdfast/journal/testing'
import type { Change } from '../sync/session/changes.ts'
import { activityEventSchema } from '../sync/engine/activityEvent.ts'
import { importedSession } from '../sync/import/importedSession.ts'
import { additionOf } from '../sync/import/missingSets.ts'
import type { ExportedWorkout } from '../sync/import/workouts.ts'
import { lifterEventSchema } from '../sync/session/lifterEvent.ts'
import { completeAs, completeImported, restore, sessionOfLane, skip, subjectOf } from '../sync/session/operations.ts'
import { receiptSchema } from '../sync/session/receipt.ts'
import { heavy, launch, type App } from './app.ts'
import { device } from './device.ts'
import { server, signedIn } from './server.ts'

// What a phone in the field has stored, typed in. It must be written exactly so, and read from exactly so. When a test of this file fails,
// the code is wrong, never the text.

const id = (n: number): string => `0198c0de-0000-4000-8000-0000000000${String(n).padStart(2, '0')}`

const plannedSet = (n: number) =>
  ({ id: id(n), setType: 'working', isAmrap: false, reps: 5, weight: { value: 100, unit: 'kg' }, targetRpe: null }) as const
const exercise = (n: number, name: string, order: number) => ({
  id: id(n),
  exerciseId: id(n + 1),
  name,
  order,
  restSeconds: 120,
  notes: '',
  sets: [plannedSet(n + 2), plannedSet(n + 3)],
})
const SESSION: Session = {
  id: id(1),
  title: 'Lower A',
  programme: null,
  scheduledOn: '2026-11-23',
  status: 'planned',
  plan: [exercise(10, 'Squat', 0), exercise(20, 'Bench press', 1)],
  planVersion: 1,
  actualSets: [],
  sessionRpe: null,
  notes: '',
  startedAt: null,
  completedAt: null,
  skipReason: null,
  logged_at: null,
  version: 1,
  revisionCount: 0,
}

/** A phone without a network whose ids are counted up, with this session on screen. */
async function lifter(): Promise<App> {
  const on = server(structuredClone(SESSION))
  const phone = device({ fetch: on.fetch })
  let ids = 30
  phone.platform.random = { ...phone.platform.random, id: () => id(ids++) }
  const app = await launch(phone)
  await app.engine.pull()
  on.weather = 'offline'
  return app
}

/** The JSON of every record, as it is on disk, without what the journal puts before it. */
const jsonOf = (app: App): string[] =>
  [...app.device.disks.get(1)![0]!.stored]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([, value]) => value.slice(11))
    .slice(1)

/** Everything a person can do in a session, once. */
function everything({ session, device: { clock } }: App): void {
  const state = () => session.getState()
  const last = (kind: Change['kind']) => state().changes.findLast((change) => change.kind === kind)!
  state().startSession(SESSION)
  state().updateSet(id(12), { weight: { value: 102.25, unit: 'lb' }, reps: null, rpe: null })
  clock.advance(1)
  state().completeSet(id(12), { ...heavy(5), rpe: 8.5 })
  state().uncompleteSet(id(12))
  state().undo(last('setUnticked'))
  state().setSetType(id(12), 'failure')
  state().addSet(id(10))
  state().undo(last('setAdded'))
  state().addSet(id(10))
  state().removeSet(id(12))
  state().undo(last('setRemoved'))
  state().addExercise({ exerciseId: id(70), name: 'Übung 💪' }, { sets: 1, restSeconds: null })
  state().undo(last('exerciseAdded'))
  state().addExercise({ exerciseId: id(70), name: 'Übung 💪' })
  state().completeSet(state().addedSets.at(-1)!.id, { weight: null, reps: 8, rpe: null })
  state().completeSet(id(13), heavy(3))
  state().swapExercise(id(20), { exerciseId: id(71), name: 'Dips' })
  state().swapExercise(id(20), null)
  state().removeExercise(id(20), [id(22), id(23)])
  state().undo(last('exerciseRemoved'))
  state().orderExercises(id(20), [id(20), id(10)])
  state().undo(last('exercisesOrdered'))
  state().adjustRest(15_000)
  state().skipRest()
  state().setSessionRpe(7.5)
  state().setSessionNotes('Schweiß 💪\n"')
  clock.advance(60_000)
  state().finish()
  state().reopen(id(1))
  state().finish()
  state().reset()
  state().startUnplanned('Müde', '2027-01-16')
  state().addExercise({ exerciseId: id(71), name: 'Dips' })
  state().completeSet(state().addedSets[0]!.id, { weight: null, reps: 8, rpe: null })
  state().uncompleteSet(state().addedSets[0]!.id)
  state().finish()
  state().startUnplanned('Leer', '2027-01-16')
  state().discard(state().sessionId!)
}

/** One JSON a line, as the journal holds them after `everything`. */
const WRITTEN = readFileSync(new URL('./records/everything.jsonl', import.meta.url), 'utf8')
  .trimEnd()
  .split('\n')

/** A phone that starts with these records, as another version of the app left them, and without a network. */
async function finding(lines: readonly string[]): Promise<App> {
  const phone = device({ fetch: () => Promise.reject(new TypeError('Network request failed')) })
  const kept = [recordOfJson(0, '{"seq":0,"at":0}'), ...lines.map((line, index) => recordOfJson(index + 1, line))]
  const disk = (): Disk => ({ opened: true, stored: new Map(kept.map(({ key, value }) => [key, value])) })
  phone.disks.set(1, [disk(), disk()])
  phone.texts.set('signedIn', JSON.stringify(signedIn))
  return launch(phone)
}

test('everything a person can do is in the journal to the letter: each event, each operation with its slot, its lane and its endpoint', async () => {
  const app = await lifter()
  everything(app)
  assert.deepEqual(jsonOf(app), WRITTEN)
})

test('the same records are read as what was done', async () => {
  const before = await lifter()
  everything(before)
  const app = await finding(WRITTEN)
  assert.deepEqual(app.engine.logs.current(), before.engine.logs.current())
  assert.deepEqual(app.engine.outbox.snapshot().waiting, before.engine.outbox.snapshot().waiting)
  const { actualSets, takenBack, notes, sessionRpe, ended, drafts, setTypes, addedExercises, addedSets } =
    app.engine.logs.current().logs[id(1)]!
  const lifted = Object.values(actualSets).map((set) => [set.id, set.exerciseName, set.setType, set.weight, set.reps, set.rpe])
  assert.deepEqual(
    { lifted, takenBack, notes, sessionRpe, ended, drafts: Object.keys(drafts), setTypes, addedSets: addedSets.map((set) => set.id) },
    {
      lifted: [
        [id(12), 'Squat', 'failure', { value: 102.5, unit: 'kg' }, 5, 8.5],
        [id(47), 'Übung 💪', 'working', null, 8, null],
        [id(13), 'Squat', 'working', { value: 102.5, unit: 'kg' }, 3, 8],
      ],
      takenBack: [],
      notes: 'Schweiß 💪\n"',
      sessionRpe: 7.5,
      ended: { at: 'finished', completedAt: '2027-01-15T08:01:00.001Z', logged_at: '2027-01-15T08:01:00.002Z' },
      drafts: [id(12)],
      setTypes: { [id(12)]: 'failure' },
      addedSets: [id(36), id(39), id(43), id(47)],
    },
  )
  assert.deepEqual(
    addedExercises.map(({ key, name, restSeconds }) => [key, name, restSeconds]),
    [
      [undefined, 'Übung 💪', null],
      [id(46), 'Übung 💪', 120],
    ],
  )
})

test('texts besides the journal are stored under these keys to the letter', async () => {
  const app = await lifter()
  everything(app)
  const account = signedIn.account.id
  const bodyOf = (line: string): string => JSON.stringify((JSON.parse(line) as { enqueue: { body: unknown } }).enqueue.body)
  const completions = WRITTEN.filter((line) => line.includes('"carriesLane":true'))
  assert.deepEqual(Object.fromEntries(app.device.index), {
    [`journal_opened_${account}`]: 'true',
    settings_of: account,
    protection_asked: 'true',
    [`pending_session_completion_${id(1)}`]: bodyOf(completions[1]!),
    [`pending_session_completion_${id(65)}`]: bodyOf(completions[2]!),
  })
  assert.equal(app.device.texts.get('signedIn'), JSON.stringify(signedIn))
})

const LOG: CompleteBody = {
  startedAt: '2027-01-15T08:00:00.000Z',
  completedAt: '2027-01-15T09:00:00.000Z',
  planVersion: 2,
  sessionRpe: null,
  notes: '',
  actualSets: [],
  logged_at: '2027-01-15T09:00:00.000Z',
}

test('operations that other screens make have this endpoint, slot, lane and body', () => {
  const at = '2027-01-15T09:00:00.000Z'
  const lane = `session_${id(1)}`
  const finished: Session = { ...SESSION, ...LOG, status: 'completed', sessionRpe: 8 }
  assert.deepEqual(
    [skip(id(1), 'sick', at), restore(id(1), id(2), at), completeAs(id(1), { ...LOG, takenBack: [id(3)] }), completeImported(finished)],
    [
      {
        endpoint: `/v1/sessions/${id(1)}/skip`,
        method: 'POST',
        body: { reason: 'sick', logged_at: at },
        slot: `session_skip_${id(1)}`,
        lane,
        v: 1,
      },
      {
        endpoint: `/v1/sessions/${id(1)}/revisions/${id(2)}/restore`,
        method: 'POST',
        body: { logged_at: at },
        slot: `session_restore_${id(1)}`,
        lane,
        v: 1,
      },
      {
        endpoint: `/v1/sessions/${id(1)}/complete`,
        method: 'POST',
        body: { ...LOG, takenBack: [id(3)] },
        slot: `session_completion_${id(1)}`,
        lane,
        v: 1,
        carriesLane: true,
      },
      {
        endpoint: `/v1/sessions/${id(1)}/complete`,
        method: 'POST',
        body: { ...LOG, sessionRpe: 8, unplanned: { title: 'Lower A', scheduledOn: '2026-11-23' } },
        slot: `session_completion_${id(1)}`,
        lane,
        v: 1,
        carriesLane: true,
        stampedElsewhere: true,
      },
    ],
  )
  assert.equal(sessionOfLane(lane), id(1))
})

test('the subject of an operation is read from its endpoint', () => {
  const about = (endpoint: string) => subjectOf({ endpoint })
  assert.deepEqual(
    ['/sets/s', '/complete', '/skip', '/revisions/r/restore', '/pause', ''].map((end) => about(`/v1/sessions/x${end}`)),
    [
      { kind: 'set', sessionId: 'x', setId: 's' },
      { kind: 'completion', sessionId: 'x', setId: null },
      { kind: 'skip', sessionId: 'x', setId: null },
      { kind: 'restore', sessionId: 'x', setId: null },
      null,
      null,
    ],
  )
})

const SET = WRITTEN.map((line) => JSON.parse(line) as { event: { set?: object } }).find(({ event }) => event.set)!.event.set!

/** Events that the screens above do not make, and those of earlier apps, which had fewer fields. */
const events: readonly object[] = [
  { kind: 'sessionSkipped', sessionId: id(1), reason: null, logged_at: '2027-01-15T09:00:00.000Z' },
  { kind: 'workoutImported', sessionId: id(1), session: { ...SESSION, revisionCount: 1, logOperationIds: [id(3), null] } },
  { kind: 'logReplaced', sessionId: id(1), session: SESSION, log: { ...LOG, actualSets: [SET] } },
  { kind: 'changesTaken', sessionId: id(1), version: 7, sets: [SET], goneIds: [id(3)], notes: 'news', sessionRpe: null },
  { kind: 'changesTaken', sessionId: id(1), version: 7, sets: [], goneIds: [] },
  { kind: 'sessionSeparated', sessionId: id(1) },
  { kind: 'setCompleted', sessionId: id(1), set: SET, rest: null },
  // From earlier apps.
  { kind: 'setUncompleted', sessionId: id(1), setId: id(3) },
  { kind: 'setRemoved', sessionId: id(1), setId: id(3) },
  { kind: 'setAdded', sessionId: id(1), set: { id: id(3), exerciseId: id(4), setType: 'warmup' } },
  { kind: 'exerciseAdded', sessionId: id(1), exercise: { exerciseId: id(4), name: 'Dips', restSeconds: 90 }, sets: [] },
  { kind: 'sessionFinished', sessionId: id(1), completedAt: '2027-01-15T09:00:00.000Z', logged_at: '2027-01-15T09:00:00.000Z' },
]

test('events are read with all their fields', () => {
  for (const event of [...WRITTEN.map((line) => (JSON.parse(line) as { event: object }).event), ...events])
    assert.deepEqual(lifterEventSchema.parse(event), event)
  const decisions = [
    { kind: 'keptHere', sessionId: id(1), operationId: id(2) },
    { kind: 'changeRestored', sessionId: id(1), operationId: id(2) },
    { kind: 'changeRestored', sessionId: null, operationId: id(2) },
    { kind: 'conflictSeen', sessionId: id(1), revisionCount: 2 },
  ]
  for (const decision of decisions) assert.deepEqual(activityEventSchema.parse(decision), decision)
})

test('receipts are read with all their fields, also those of earlier apps', () => {
  const conflict = { revisionId: id(2), kept: 'this', otherLoggedAt: null, otherOperationId: id(3) }
  const receipt = { version: 3, outcome: 'superseded', revisionCount: 1, conflict, untakenIds: [id(4)] }
  assert.deepEqual(receiptSchema.parse(receipt), receipt)
  assert.deepEqual(receiptSchema.parse({ version: 3, outcome: 'applied' }), {
    version: 3,
    outcome: 'applied',
    revisionCount: 0,
    conflict: null,
  })
})

test('the ids of an imported workout, its exercise and its sets are the same for ever: imported again it is the same workout', () => {
  const set = { exercise: 'Übung 💪', setType: 'working', weight: { value: 100, unit: 'kg' }, reps: 5, rpe: null } as const
  const workout = { local: '2025-01-17 18:47:56', title: 'Müde 💪', day: '2025-01-17', notes: '', sessionRpe: null, sets: [set, set] }
  const imported = importedSession({ ...workout, startedAt: LOG.startedAt, endedAt: LOG.completedAt } as unknown as ExportedWorkout)
  const [one, other] = imported.actualSets
  assert.deepEqual(
    [imported.id, one!.exerciseId, one!.id, other!.exerciseId, other!.id],
    [
      'ab40c799-49c8-5c65-9ea6-a0bd13ad9ac6',
      '634b6ac9-e41a-5545-bc6a-290503dbe752',
      '564c100c-4737-5d03-add3-c4064d6f621a',
      '634b6ac9-e41a-5545-bc6a-290503dbe752',
      '4af99650-3ebd-5e3b-966b-4aa9cfb7df52',
    ],
  )
  // One of its sets could not be read before; the added set has an id of its own.
  const here = { ...imported, actualSets: [{ ...other!, reps: 6 }] }
  const added = additionOf(here, { ...imported, actualSets: [one!, { ...other!, reps: 6 }] })
  assert.deepEqual(
    added?.actualSets.map(({ id: setId }) => setId),
    ['09575761-e207-52f3-b8d7-af5069bd8127', other!.id],
  )
})
