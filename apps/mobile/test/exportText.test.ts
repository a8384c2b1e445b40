import assert from 'node:assert/strict'
import { test } from 'node:test'
import { exportText, sessionText } from '../sync/engine/exportText.ts'
import { kg, logAfter, minute, setOf, type About } from './logParts.ts'

const done = (id: string, more: object): About => ({ kind: 'setCompleted', set: setOf(id, more) })

test('a log is told set by set, by exercise, in the order they were lifted, with its end, its RPE and every line of its notes', () => {
  const log = logAfter(
    done('p1', { exerciseId: 'press', setOrder: 2, weight: null, reps: null }),
    done('s2', { setOrder: 1, weight: { value: 225, unit: 'lb' }, rpe: 8.5 }),
    done('s1', { setOrder: 0, setType: 'warmup', weight: kg(60) }),
    done('x1', { exerciseId: 'curl', exerciseName: 'Hammer curl', setOrder: 3, setType: 'drop' }),
    done('x2', { exerciseId: 'dip', setOrder: 4 }),
    { kind: 'notesWritten', notes: 'slow\nleft knee' },
    { kind: 'sessionRpeSet', sessionRpe: 8 },
    { kind: 'sessionFinished', completedAt: minute(60), logged_at: minute(61) },
  )
  const at = minute(1)
  assert.equal(
    sessionText(log),
    `Lower A · 2027-01-15 · started ${minute(0)} · finished ${minute(60)}
  SQUAT
    warm-up 60 kg × 5 · ${at}
    225 lb × 5 @ RPE 8.5 · ${at}
  PRESS
    no weight × – · ${at}
  Hammer curl
    100 kg × 5 · ${at}
  Exercise dip
    100 kg × 5 · ${at}
  Session RPE 8
  | slow
  | left knee
`,
  )
})

test('a log says whether it was skipped or not finished, and nothing of words nobody wrote', () => {
  const line = (...events: About[]) => sessionText(logAfter(...events))
  assert.equal(line(), `Lower A · 2027-01-15 · started ${minute(0)} · not finished\n`)
  assert.equal(
    line({ kind: 'sessionSkipped', reason: 'sick', logged_at: minute(2) }),
    `Lower A · 2027-01-15 · started ${minute(0)} · skipped\n`,
  )
})

test('all logs are told one after the other, the oldest first', () => {
  const [early, late] = [logAfter(), { ...logAfter(), startedAt: minute(90) }]
  const logs = { currentId: null, lastId: null }
  assert.equal(exportText({ ...logs, logs: { late, early } }), `${sessionText(early)}\n${sessionText(late)}`)
  assert.equal(exportText({ ...logs, logs: {} }), 'No workouts on this device.\n')
})
