import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { clockWords } from './times.ts'
import { textsOf, timesWords, typedTimes } from './typedTimes.ts'

const own = process.env['TZ']
after(() => {
  if (own === undefined) delete process.env['TZ']
  else process.env['TZ'] = own
})

const local = (day: string, clock: string) => new Date(`${day}T${clock}`)
const iso = (day: string, clock: string) => local(day, clock).toISOString()
const now = () => local('2026-11-30', '12:00:00').getTime()
const before = () => ({ startedAt: iso('2026-11-26', '18:07:32'), completedAt: iso('2026-11-26', '18:56:40') })

/** The result of these texts for a workout of Thursday 26 November, 18:07:32 to 18:56:40. */
function read(texts: { start?: string; length?: string }, times = before()) {
  const typed = typedTimes(times, { ...textsOf(times), ...texts }, now(), '2026-11-26')
  return typed.kind === 'bad' ? typed.why : typed.times
}

/** The explanation for these texts. */
function why(texts: { start?: string; length?: string }, times = before()): string {
  const said = read(texts, times)
  return typeof said === 'string' ? said : 'nothing'
}

test('without a change the times stay equal to the millisecond; an untouched field keeps its value', () => {
  assert.equal(read({}), null)
  assert.deepEqual(read({ start: '17:50' }), { startedAt: iso('2026-11-26', '17:50:00'), completedAt: iso('2026-11-26', '18:39:08') })
  assert.deepEqual(read({ length: '1 h' }), { startedAt: before().startedAt, completedAt: iso('2026-11-26', '19:07:32') })
})

test('a start is read as people write it', () => {
  for (const start of [
    '17:50',
    '17.50',
    '1750',
    '17h50',
    ' 17 : 50',
    '5:50 pm',
    '5:50pm',
    '5.50 p.m.',
    '5:50\u202fPM',
    '١٧:٥٠',
    '१७:५०',
    '１７：５０',
    '17:50\u200b',
  ]) {
    const typed = read({ start })
    assert.deepEqual(typed, { startedAt: iso('2026-11-26', '17:50:00'), completedAt: iso('2026-11-26', '18:39:08') }, start)
  }
  for (const [start, clock] of Object.entries({ '6': '06:00', '6 am': '06:00', '12 am': '00:00', '12:05 pm': '12:05', '7h': '07:00' }))
    assert.equal((read({ start }) as { startedAt: string }).startedAt, iso('2026-11-26', `${clock}:00`), start)
})

test('a length is read as people write it', () => {
  const minutes = (length: string) => {
    const times = read({ length }) as { startedAt: string; completedAt: string }
    return (Date.parse(times.completedAt) - Date.parse(times.startedAt)) / 60_000
  }
  const texts = [
    '52',
    '52 min',
    '52m',
    '52 Minuten',
    '1:04',
    '1 h 04 min',
    '1h4',
    '1 h 4',
    '1 hour 10 minutes',
    '1.5 h',
    '1,5h',
    '2h',
    '٤٥',
  ]
  assert.deepEqual(texts.map(minutes), [52, 52, 52, 52, 64, 64, 64, 64, 70, 90, 90, 120, 45])
})

test('what is impossible is explained in words, and nothing is guessed', () => {
  assert.equal(read({ start: 'evening' }), `“evening” isn't a time of day. Type the start like 18:30.`)
  assert.equal(read({ start: '' }), 'Type the start like 18:30.')
  assert.equal(read({ length: '' }), 'Type how long it took, like 52 min or 1 h 10 min.')
  for (const start of ['25:00', '18:60', '13 pm', '0 am', '-5', '18:5', '26.11.2026'])
    assert.match(why({ start }), /isn't a time of day/, start)
  for (const length of ['-3', '-3 min', 'long', '1:75', '1.5', '1h90', '1e3', '5 years'])
    assert.match(why({ length }), /isn't a length\. Type how long it took/, length)
  assert.equal(read({ length: '0' }), 'A workout lasts at least a minute.')
  assert.equal(read({ length: '35 h' }), 'A workout lasts 24 hours at most. Check the length.')
  const today = { startedAt: iso('2026-11-30', '11:30:00'), completedAt: iso('2026-11-30', '12:00:00') }
  assert.match(why({ length: '45' }, today), /in the future/)
  assert.match(why({ start: '11:40' }, today), /in the future/)
  assert.deepEqual(read({ start: '11:20' }, today), {
    startedAt: iso('2026-11-30', '11:20:00'),
    completedAt: iso('2026-11-30', '11:50:00'),
  })
})

test('a workout whose length is unknown, or from a wrong clock, needs one before anything else is changed', () => {
  const odd = { startedAt: iso('2026-11-26', '18:07:32'), completedAt: iso('2026-11-26', '18:04:00') }
  assert.equal(textsOf(odd).length, '')
  assert.match(why({ start: '18:00' }, odd), /^Type how long it took/)
  assert.deepEqual(read({ length: '40' }, odd), { startedAt: odd.startedAt, completedAt: iso('2026-11-26', '18:47:32') })
})

const zones = ['America/Los_Angeles', 'Asia/Tokyo', 'Pacific/Auckland', 'Africa/Cairo', 'Asia/Kolkata']

test('the fields show the local time as the locale writes it, or in a plain form if that cannot be read again', (t) => {
  const written: string[] = []
  const early = () => ({ startedAt: iso('2026-11-26', '06:05:00'), completedAt: iso('2026-11-26', '06:50:00') })
  for (const zone of zones) {
    process.env['TZ'] = zone
    assert.deepEqual(textsOf(before()), { start: clockWords(local('2026-11-26', '18:07:32').getTime()), length: '49 min' }, zone)
  }
  t.mock.method(Date.prototype, 'toLocaleTimeString', () => written[0])
  for (const zone of zones)
    for (const text of ['half past six', '06:06', '07:05', '18:05']) {
      process.env['TZ'] = zone
      written[0] = text
      assert.equal(textsOf(early()).start, '06:05', `${text} in ${zone}`)
    }
})

test('the limits are accepted: a minute, a day, the last minute of a day, and an end a minute from now', () => {
  const today = { startedAt: iso('2026-11-30', '11:30:00'), completedAt: iso('2026-11-30', '12:00:00') }
  assert.deepEqual(read({ length: '31' }, today), { startedAt: today.startedAt, completedAt: iso('2026-11-30', '12:01:00') })
  assert.match(why({ length: '32' }, today), /in the future/)
  assert.deepEqual(read({ length: '24 h' }), { startedAt: before().startedAt, completedAt: iso('2026-11-27', '18:07:32') })
  assert.equal(read({ length: '24 h 01' }), 'A workout lasts 24 hours at most. Check the length.')
  assert.deepEqual(read({ length: '1' }), { startedAt: before().startedAt, completedAt: iso('2026-11-26', '18:08:32') })
  assert.equal((read({ start: '23:59' }) as { startedAt: string }).startedAt, iso('2026-11-26', '23:59:00'))
  for (const start of ['24:00', '0:60', '12:60 am', 'exactly noon'])
    assert.equal(why({ start }), `“${start}” isn't a time of day. Type the start like 18:30.`)
})

for (const zone of zones) {
  test(`a start stays on its day, or goes just across midnight: ${zone}`, () => {
    process.env['TZ'] = zone
    const start = (from: string, text: string) => {
      const times = { startedAt: new Date(from).toISOString(), completedAt: new Date(Date.parse(from) + 3_600_000).toISOString() }
      return (read({ start: text }, times) as { startedAt: string }).startedAt
    }
    assert.equal(start('2026-11-26T23:50:00', '00:10'), iso('2026-11-27', '00:10:00'))
    assert.equal(start('2026-11-27T00:10:00', '23:50'), iso('2026-11-26', '23:50:00'))
    assert.equal(start('2026-11-26T08:00:00', '21:00'), iso('2026-11-26', '21:00:00'))
    assert.equal(start('2026-11-26T21:00:00', '6'), iso('2026-11-26', '06:00:00'))
    assert.equal(start('2026-11-26T22:00:00', '1:00'), iso('2026-11-27', '01:00:00'), 'three hours on are across midnight')
    assert.equal(start('2026-11-26T22:00:00', '1:01'), iso('2026-11-26', '01:01:00'))
    assert.equal(start('2026-11-26T02:00:00', '23:00'), iso('2026-11-25', '23:00:00'))
    const eve = { startedAt: iso('2025-12-31', '23:40:00'), completedAt: iso('2026-01-01', '00:40:00') }
    const typed = (text: string) => typedTimes(eve, { ...textsOf(eve), start: text }, now(), '2025-12-31')
    const on = (startedAt: string, completedAt: string) => ({ kind: 'times', times: { startedAt, completedAt } })
    assert.deepEqual(typed('23:30'), on(iso('2025-12-31', '23:30:00'), iso('2026-01-01', '00:30:00')))
    assert.deepEqual(typed('0:10'), on(iso('2026-01-01', '00:10:00'), iso('2026-01-01', '01:10:00')))
  })
}

test('the time of a workout is shown only if it is on the same day, and a length only if it is possible', () => {
  process.env['TZ'] = 'Europe/Berlin'
  const words = (day: string, times = before()) => timesWords(times, day, now()).replace(/\u202f/g, ' ')
  assert.match(words('2026-11-26'), /^Thu 26 Nov, 0?\d+.07.* to 0?\d+.56.* · 49 min$/)
  assert.equal(words('2026-11-25'), 'Wed 25 Nov · 49 min')
  assert.equal(words('2026-11-26', { startedAt: iso('2021-11-26', '18:07:32'), completedAt: before().completedAt }), 'Thu 26 Nov')
})

test('L3: times from a clock a year ahead or behind move to the workout’s own day, and are never rejected unchanged', () => {
  for (const [year, zone] of ['2027', '2025', '1970'].flatMap((one) => zones.map((name) => [one, name] as const))) {
    process.env['TZ'] = zone
    const wrong = { startedAt: iso(`${year}-11-25`, '18:00:00'), completedAt: iso(`${year}-11-25`, '18:20:00') }
    const readWrong = (texts: { start?: string; length?: string }, day = '2026-11-26') =>
      typedTimes(wrong, { ...textsOf(wrong), ...texts }, now(), day)
    const on = (day: string, start: string, end: string) => ({
      kind: 'times',
      times: { startedAt: iso(day, start), completedAt: iso(day, end) },
    })
    assert.deepEqual(readWrong({}), on('2026-11-26', '18:00:00', '18:20:00'), year)
    assert.deepEqual(readWrong({ start: '17:50' }), on('2026-11-26', '17:50:00', '18:10:00'), year)
    assert.deepEqual(readWrong({ length: '1 h' }), on('2026-11-26', '18:00:00', '19:00:00'), year)
  }
  // An unplanned workout has its day from that clock too: the latest day that is not in the future.
  const wrong = { startedAt: iso('2027-11-25', '18:00:00'), completedAt: iso('2027-11-25', '18:20:00') }
  const startOn = (start: string) => {
    const typed = typedTimes(wrong, { ...textsOf(wrong), start }, now(), '2027-11-25')
    return typed.kind === 'times' && typed.times?.startedAt
  }
  assert.equal(startOn('18:00'), iso('2026-11-29', '18:00:00'))
  assert.equal(startOn('11:00'), iso('2026-11-30', '11:00:00'))
  assert.deepEqual(
    [startOn('11:41'), startOn('11:42')],
    [iso('2026-11-30', '11:41:00'), iso('2026-11-29', '11:42:00')],
    'until a minute from now',
  )
})

test('L3: a start up to a week before its day, or a minute ahead, is not from a wrong clock', () => {
  for (const zone of zones) {
    process.env['TZ'] = zone
    const asItStands = (startMs: number) => {
      const times = { startedAt: new Date(startMs).toISOString(), completedAt: new Date(startMs + 1).toISOString() }
      const typed = typedTimes(times, textsOf(times), now(), '2026-11-26')
      return typed.kind === 'times' && typed.times === null
    }
    const weekBefore = local('2026-11-19', '00:00:00').getTime()
    assert.deepEqual([weekBefore, weekBefore - 1, now() + 60_000, now() + 60_001].map(asItStands), [true, false, true, false], zone)
  }
})

test('a workout lifted days before or after its planned day keeps its day', () => {
  const lifted = { startedAt: iso('2026-11-27', '18:00:00'), completedAt: iso('2026-11-27', '18:20:00') }
  for (const day of ['2026-12-12', '2026-11-30', '2026-09-01']) {
    assert.deepEqual(typedTimes(lifted, textsOf(lifted), now(), day), { kind: 'times', times: null })
    const times = { startedAt: iso('2026-11-27', '17:00:00'), completedAt: iso('2026-11-27', '17:20:00') }
    assert.deepEqual(typedTimes(lifted, { ...textsOf(lifted), start: '17:00' }, now(), day), { kind: 'times', times }, day)
  }
})

test('L3: the same for a clock that is hours ahead: the typed start is on the workout’s own day', () => {
  const wrong = { startedAt: iso('2026-11-30', '23:00:00'), completedAt: iso('2026-11-30', '23:20:00') }
  const typed = typedTimes(wrong, { ...textsOf(wrong), start: '11:00' }, now(), '2026-11-30')
  assert.deepEqual(typed, {
    kind: 'times',
    times: { startedAt: iso('2026-11-30', '11:00:00'), completedAt: iso('2026-11-30', '11:20:00') },
  })
})

test('a start typed in the hour that occurs twice is the nearer of the two', () => {
  process.env['TZ'] = 'Europe/Berlin'
  const start = (from: string, text: string) => {
    const times = { startedAt: from, completedAt: new Date(Date.parse(from) + 1_800_000).toISOString() }
    const typed = typedTimes(times, { ...textsOf(times), start: text }, now(), '2026-10-25')
    return typed.kind === 'times' && typed.times?.startedAt
  }
  assert.equal(start('2026-10-25T01:40:00.000Z', '2:45'), '2026-10-25T01:45:00.000Z')
  assert.equal(start('2026-10-25T00:40:00.000Z', '2:45'), '2026-10-25T00:45:00.000Z')
  assert.equal(start('2026-10-25T02:10:00.000Z', '2:50'), '2026-10-25T01:50:00.000Z')
})

test('what was typed is quoted cut between characters, never inside one', () => {
  assert.equal(read({ start: `${'a'.repeat(11)}🏋️ evening` }), `“${'a'.repeat(11)}…” isn't a time of day. Type the start like 18:30.`)
})
