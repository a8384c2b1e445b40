import assert from 'node:assert/strict'
import { afterEach, test } from 'node:test'
import { readExport } from '../../sync/import/readExport.ts'
import { readingPreview } from './importQuestionWords.ts'
import { endWords, foundWords, planWords, rowWords, skippedWords } from './importWords.ts'

const own = process.env['TZ']
afterEach(() => {
  if (own === undefined) delete process.env['TZ']
  else process.env['TZ'] = own
})

const header = 'Date,Workout Name,Duration,Exercise Name,Set Order,Weight (kg),Reps,Seconds'

function read(...rows: string[]) {
  const reading = readExport([header, ...rows].join('\n'))
  assert.ok(reading.read)
  return reading
}

test('what a file holds: workouts, sets, and the days from the first to the last', () => {
  const set = (date: string) => `${date} 10:00:00,A,1h,Squat,1,100,5,0`
  assert.equal(foundWords(read(set('2025-01-17'), set('2025-03-03'))), '2 workouts, 2 sets, 17 Jan – 3 Mar 2025')
  assert.equal(foundWords(read(set('2025-01-17'))), '1 workout, 1 set, 17 Jan 2025')
  assert.equal(foundWords(read(set('2024-12-30'), set('2025-01-02'))), '2 workouts, 2 sets, 30 Dec 2024 – 2 Jan 2025')
})

test('the days are those of the file, whatever the zone of the device and however late the workout', () => {
  const set = (moment: string) => `${moment},A,1h,Squat,1,100,5,0`
  for (const zone of ['America/Los_Angeles', 'Asia/Tokyo', 'Pacific/Auckland', 'Pacific/Kiritimati']) {
    process.env['TZ'] = zone
    const reading = read(set('2024-12-31 00:05:00'), set('2025-03-09 23:55:00'))
    assert.equal(foundWords(reading), '2 workouts, 2 sets, 31 Dec 2024 – 9 Mar 2025', zone)
    assert.deepEqual(readingPreview(reading, 2), ['31 Dec 2024 · Squat · 100 kg × 5', '9 Mar 2025 · Squat · 100 kg × 5'], zone)
    assert.deepEqual(readingPreview(reading, 1), ['31 Dec 2024 · Squat · 100 kg × 5'], 'and no more than asked for')
  }
})

test('an unreadable row is reported by its line, and rows that are no sets are counted', () => {
  const { unreadable, skipped } = read(
    '2025-01-17 10:00:00,A,1h,Squat,1,100,1000,0',
    '2025-01-17 10:00:00,A,1h,Plank,1,0,0,60',
    '2025-01-17 10:00:00,A,1h,Squat,Rest Timer,,,90',
  )
  assert.deepEqual(unreadable.map(rowWords), ['Row 2: 1000 reps is above 999'])
  assert.deepEqual(skippedWords({ skipped }), ['1 row of time or distance skipped: Holdfast keeps weight and reps', '1 rest timer skipped'])
})

test('what an import would do: what is new, what exists already, what differs', () => {
  assert.deepEqual(planWords({ fresh: [], alreadyHere: 3, differing: [] }), ['Nothing new to import', '3 already here'])
})

test('an import that a full disk ended says how many are imported and how to continue', () => {
  const { title, body } = endWords({ ended: 'notSaved', written: 12, why: 'full' }, 40, 'on this phone')
  assert.equal(title, 'The storage is full')
  assert.equal(body, '12 workouts saved on this phone, 28 are not in. Free some space, then import the same file again to go on from here.')
})
