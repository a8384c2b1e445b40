import assert from 'node:assert/strict'
import { test } from 'node:test'
import { skipBodySchema, type CompleteBody } from '@holdfast/contract'
import { exerciseChoices } from '../components/exercises/exerciseChoices.ts'
import { skipSession } from '../sync/engine/finishSession.ts'
import { readExport } from '../sync/import/readExport.ts'
import { heavy, training } from './app.ts'

test('notes that are cut in the middle of an emoji end before it, and the server accepts the workout', async () => {
  const { app, first, on } = await training('offline')
  app.session.getState().completeSet(first, heavy(5))
  app.session.getState().setSessionNotes(`${'a'.repeat(1999)}🏋️`)
  app.session.getState().finish()
  const { notes } = JSON.parse(app.device.index.get(`pending_session_completion_${on.session.id}`)!) as CompleteBody
  assert.ok(notes === 'a'.repeat(1999), notes.slice(1990))
})

test('the server accepts a reason for skipping that is cut in the middle of an emoji', async () => {
  const { app, on } = await training('offline')
  skipSession(app.engine, on.session.id, `${'a'.repeat(199)}😴`, () => undefined)
  const body = skipBodySchema.parse(app.sync.getState().waiting.at(-1)!.body)
  assert.equal(body.reason, 'a'.repeat(199))
})

test('an exercise name, a title and notes of an import are cut between characters', () => {
  const long = (length: number) => `${'a'.repeat(length - 1)}🏋️`
  assert.equal(exerciseChoices([], long(120)).own?.name, 'a'.repeat(119))
  const reading = readExport(`Date,Workout Name,Exercise Name,Set Order,Weight (kg),Reps,Workout Notes
2025-01-01 10:00:00,${long(120)},${long(120)},1,100,5,${long(2000)}
`)
  assert.ok(reading.read)
  const [{ title, notes, sets } = { title: '', notes: '', sets: [] }] = reading.workouts
  assert.deepEqual([title, notes, sets[0]?.exercise], ['a'.repeat(119), 'a'.repeat(1999), 'a'.repeat(119)])
})
