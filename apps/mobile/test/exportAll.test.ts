import assert from 'node:assert/strict'
import { test } from 'node:test'
import { exportAll } from '../sync/history/exportAll.ts'
import { bareEngine, begunIn } from './bareEngine.ts'
import { newSession } from './server.ts'

const JOURNAL = { format: 'journal', records: [1] }

function exporting() {
  const bare = bareEngine()
  bare.engine.exportEverything = () => ({ json: JSON.stringify(JOURNAL), text: '' })
  return bare
}

const at = (day: string) => `${day}T18:00:00.000Z`

test('without a workout the text says so, and the JSON holds the journal all the same', () => {
  const { engine, told } = exporting()
  told(newSession())
  assert.deepEqual(exportAll(engine, 'text'), { mime: 'text/plain', text: 'No workouts yet.\n' })
  const { mime, text } = exportAll(engine, 'json')
  const json = JSON.parse(text) as { format: string; sessions: unknown[]; journal: unknown }
  assert.deepEqual([mime, json.format, json.sessions.length, json.journal], ['application/json', 'holdfast export 1', 1, JOURNAL])
  assert.match(text, /^\{\n "format"/, 'a person can read it')
})

test('the text has every session that was begun or is over, the oldest first, with how it ended', () => {
  const bare = exporting()
  const { engine, told } = bare
  const of = (title: string, day: string, more: object) => told({ ...newSession(), title, scheduledOn: day, ...more })
  of('Late', '2026-03-02', {
    status: 'completed',
    startedAt: at('2026-03-02'),
    completedAt: '2026-03-02T19:00:00.000Z',
    logged_at: at('2026-03-02'),
  })
  of('Skipped', '2026-02-01', { status: 'skipped', skipReason: 'sick' })
  of('Early', '2026-01-01', { status: 'completed', startedAt: at('2026-01-01'), completedAt: at('2026-01-01') })
  of('Open', '2026-02-02', { status: 'completed', startedAt: at('2026-02-02'), completedAt: null })
  of('Planned', '2026-01-05', {})
  begunIn(bare, { ...newSession(), title: 'Here', scheduledOn: '2027-01-15' }).tick(0)
  assert.deepEqual(exportAll(engine, 'text').text.split('\n').filter(Boolean), [
    'Early · 2026-01-01 · started 2026-01-01T18:00:00.000Z · finished 2026-01-01T18:00:00.000Z',
    'Skipped · 2026-02-01 · started 2026-02-01 · skipped',
    'Open · 2026-02-02 · started 2026-02-02T18:00:00.000Z · not finished',
    'Late · 2026-03-02 · started 2026-03-02T18:00:00.000Z · finished 2026-03-02T19:00:00.000Z',
    'Here · 2027-01-15 · started 2027-01-15T08:00:00.000Z · not finished',
    '  Squat',
    '    100 kg × 5 · 2027-01-15T08:01:00.000Z',
  ])
  assert.match(exportAll(engine, 'text').text, /finished 2026-01-01T18:00:00.000Z\n\nSkipped/, 'an empty line between two')
})

test('the CSV names an exercise as the history does', () => {
  const bare = exporting()
  const { tick } = begunIn(bare)
  tick(0)
  const { mime, text } = exportAll(bare.engine, 'csv')
  assert.equal(mime, 'text/csv')
  assert.match(text, /,Squat,1,working,100,kg,5,,/)
})
