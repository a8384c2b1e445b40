import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'
import { monthKeyIn, NO_STYLE } from '../sync/import/calendarDate.ts'
import { durationMsOf } from '../sync/import/duration.ts'
import { fileTimeOf } from '../sync/import/fileTime.ts'
import { languagesOf } from '../sync/import/months.ts'

const locales = readFileSync(path.join(import.meta.dirname, 'locales.txt'), 'utf8')
  .trim()
  .split(' ')
const local = (text: string, order: 'dmy' | 'mdy' | null = null) => fileTimeOf(text, { ...NO_STYLE, order })?.local ?? null
const day = (month: number): Date => new Date(Date.UTC(2025, month, 24))
const format = (locale: string, options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale, { timeZone: 'UTC', ...options })

/** The months of the twelve dates of a file, read as one file of one language. */
function monthsRead(dates: readonly string[]): (string | null)[] {
  const keys = new Set(dates.flatMap((date) => monthKeyIn(date.replace(/, 10:00$/, '')) ?? []))
  const [language = null, ...others] = languagesOf(keys)
  return dates.map((date) => (others.length === 0 ? (fileTimeOf(date, { order: null, language })?.local ?? null) : null))
}

/** Every way in which this Node writes the months of a locale, once each. */
function writings(): Map<string, { locale: string; dates: string[] }> {
  const found = new Map<string, { locale: string; dates: string[] }>()
  for (const locale of locales) {
    const western = `${locale}-u-ca-gregory`
    for (const month of ['long', 'short'] as const) {
      const alone = format(western, { month })
      const inDate = format(western, { day: 'numeric', month, year: 'numeric' })
      const names = [alone.format.bind(alone), (date: Date) => inDate.formatToParts(date).find(({ type }) => type === 'month')!.value]
      const whole = format(locale, { day: 'numeric', month, year: 'numeric' })
      const files = [...names.map((name) => (at: Date) => `24 ${name(at)} 2025, 10:00`), (at: Date) => `${whole.format(at)}, 10:00`]
      for (const file of files) {
        const dates = Array.from({ length: 12 }, (_, n) => file(day(n)))
        found.set(dates.join('\n'), { locale, dates })
      }
    }
  }
  return found
}

test('the months of every Intl locale are read, in the order of Hevy and of the locale; an ambiguous one is not read', () => {
  const expected = Array.from({ length: 12 }, (_, n) => `2025-${String(n + 1).padStart(2, '0')}-24T10:00:00`)
  const unread = new Map<string, string>()
  const all = writings()
  for (const { locale, dates } of all.values())
    for (const [n, read] of monthsRead(dates).entries()) {
      if (read === null) unread.set(`${locale.split('-')[0]} ${dates[n]!.replace(/\d+/g, '0')}`, dates[n]!)
      else assert.equal(read, expected[n], `${locale}: ${dates[n]}`)
    }
  assert.ok(all.size > 800, String(all.size))
  // Numbers alone do not show which is the day. Jola has one name for June and July. Toki Pona counts strokes.
  const isExcused = (date: string) => /^[\p{Nd}/.\s,:]+(г\.|st\. 2025)?, \d+:\d+$|^24 [\p{Nd}]+ 2025, 10:00$|24 S[uú] 2025|sike/u.test(date)
  assert.deepEqual(
    [...unread.values()].filter((date) => !isExcused(date)),
    [],
  )
})

test('a month name that means two months is decided by the other months of its file, and alone it is not read', () => {
  const of = (...words: string[]) => monthsRead(words.map((word) => `3 ${word} 2025, 10:00`)).map((read) => read?.slice(5, 7) ?? null)
  assert.deepEqual(of('listopad', 'srpen'), ['11', '08'])
  assert.deepEqual(of('listopada', 'lipca'), ['11', '07'])
  assert.deepEqual(of('listopada', 'lipnja'), ['10', '06'])
  assert.deepEqual(of('lis', 'jan', 'feb'), [null, null, null])
  assert.deepEqual(
    ['listopad', 'listop', 'lip', 'srp'].map((word) => local(`3 ${word}. 2025, 10:00`)),
    Array(4).fill(null),
  )
  assert.deepEqual(languagesOf(new Set(['listopad'])).length, 2)
  assert.deepEqual(of('Mar'), ['03'])
  assert.deepEqual(of('Rar', 'Muk', 'Kwa', 'Dun', 'Mar'), ['01', '02', '03', '04', '05'], 'Teso')
})

test('months as older phones and typists write them: shortened, in capitals, without accents, decomposed, in the digits of other scripts', () => {
  const read = (text: string) => local(text)?.slice(0, 16) ?? null
  assert.deepEqual(['24 marrask. 2025, 10:00', '24 MARRASK 2025, 10:00', '24 syysk. 2025, 10:00', '24 heinak. 2025, 10:00'].map(read), [
    '2025-11-24T10:00',
    '2025-11-24T10:00',
    '2025-09-24T10:00',
    '2025-07-24T10:00',
  ])
  assert.deepEqual(
    ['24 8月 2026, 10:00', '2026年8月24日 10:00', '24 8월 2026, 10:00', '2026. 8. 24. 오전 10:00', '24 thg 8 2026, 10:00'].map(read),
    Array(5).fill('2026-08-24T10:00'),
  )
  assert.deepEqual(
    ['24 août 2026, 10:00', '24 aou\u0302t 2026, 10:00', '24 AOUT 2026, 10:00', '24 Ağu 2026, 10:00', '24 AGU 2026, 10:00'].map(read),
    Array(5).fill('2026-08-24T10:00'),
  )
  assert.deepEqual(
    ['٢٤ أغسطس ٢٠٢٦، ١٠:٠٠', '२४ अगस्त २०२६, १०:००', '২৪ আগস্ট, ২০২৬, ১০:০০', '24 באוגוסט 2026, 10:00', '24 серп. 2026 р., 10:00'].map(read),
    Array(5).fill('2026-08-24T10:00'),
  )
})

test('the Thai and the Persian calendar are recognized by their years and months', () => {
  assert.deepEqual(
    ['24 ส.ค. 2568, 10:00', '24 สิงหาคม พ.ศ. 2568 10:00', '۲ شهریور ۱۴۰۴ ساعت ۱۰:۰۰', '۱۴۰۴/۶/۲, ۱۰:۰۰'].map((text) => local(text)),
    Array(4).fill('2025-08-24T10:00:00'),
  )
  const persian = format('fa', { day: 'numeric', month: 'long', year: 'numeric' })
  for (let at = Date.UTC(2010, 0, 1); at < Date.UTC(2031, 0, 1); at += 11 * 86_400_000) {
    const iso = new Date(at).toISOString().slice(0, 10)
    assert.equal(local(persian.format(at))?.slice(0, 10), iso)
  }
})

test('no word is read as a month that it is not, and no date is guessed', () => {
  const words = 'Foo marble mayor maybe octopus janitor augustin decide march2 Sun Sat Fri Di Mer week total'.split(' ')
  assert.deepEqual(
    words.map((word) => local(`3 ${word} 2025, 10:00`)),
    words.map(() => null),
  )
  const none = [
    '1446-02-18',
    '3 Mar',
    'Mar 2025',
    '3 Mar 25 2025 1',
    '3 Mar of legs 2025',
    '31 Feb 2025',
    '2025-02-30',
    '99/99/2025',
    '44452x',
    '9999',
  ]
  assert.deepEqual(
    none.map((text) => local(text)),
    none.map(() => null),
  )
})

const COMMON =
  `af am ar az be bg bn bs ca cs da de el en es et eu fa fi fr gl he hi hr hu hy id is it ja ka kk ko ky lo lv mk ms nb ne nl pa pl pt
  ro ru si sk sl sq sr sv sw ta te th tr uk ur uz vi zh zu`.split(/\s+/)

test('a day of the week in a date is ignored, in all common languages', () => {
  const shape = { day: 'numeric', month: 'long', year: 'numeric' } as const
  const days = Array.from({ length: 12 }, (_, n) => new Date(Date.UTC(2025, n, 3 + 2 * n)))
  const files = new Map<string, { read: readonly (string | null)[]; without: readonly (string | null)[] }>()
  for (const locale of locales.filter((one) => COMMON.includes(one.split('-')[0]!)))
    for (const weekday of ['long', 'short'] as const) {
      const dates = days.map((at) => `${format(locale, { ...shape, weekday }).format(at)}, 10:00`)
      const key = dates.join('\n')
      if (files.has(key)) continue
      const without = monthsRead(days.map((at) => `${format(locale, shape).format(at)}, 10:00`))
      files.set(key, { read: monthsRead(dates), without })
    }
  assert.ok(files.size > 100, String(files.size))
  for (const [dates, { read, without }] of files) assert.deepEqual(read, without, dates)
})

test('a date with its weekday, its ordinal or its zone, as mail, JavaScript, databases and spreadsheets write it', () => {
  const read = (text: string) => local(text, 'dmy')?.slice(0, 16) ?? null
  const dates = `Friday, January 17, 2025 6:47 PM|Fri, 17 Jan 2025 18:47|lunes 17 enero 2025 18:47|Fri 17/01/2025 18:47|2025/1/17(金) 18:47|
    17/01/2025 Friday 18:47|January 17th, 2025 18:47|17th January 2025 18:47|fredag den 17. januar 2025 18:47`
  assert.deepEqual(
    dates.split('|').map((text) => [text.trim(), read(text)]),
    dates.split('|').map((text) => [text.trim(), '2025-01-17T18:47']),
  )
  assert.deepEqual(
    ['mar 4 mar 2025', 'mar. 4 févr. 2025', '1er mars 2025', '2nd May 2025', '3rd March 2025', 'Sun 3 2025', 'Friday'].map(read),
    ['2025-03-04T00:00', '2025-02-04T00:00', '2025-03-01T00:00', '2025-05-02T00:00', '2025-03-03T00:00', null, null],
  )
  const moments = `2025-01-17 18:47:56 UTC|2025-01-17T18:47:56 GMT|Fri Jan 17 2025 19:47:56 GMT+0100 (Central European Standard Time)|
    Fri, 17 Jan 2025 19:47:56 +0100|2025-01-17T19:47:56.000+01:00[Europe/Berlin]|2025-01-17 13:47:56-05|2025-01-17 18:47:56.123456+00`
  assert.deepEqual(
    moments.split('|').map((text) => fileTimeOf(text.trim())?.at.slice(0, 19)),
    Array(7).fill('2025-01-17T18:47:56'),
  )
  // An abbreviation of a zone may mean several zones.
  assert.deepEqual(
    ['2025-01-17 18:47:56 CST', '2025-01-17 18:47:56 (CET)'].map((text) => local(text)),
    [null, null],
  )
  assert.equal(local('2025. jan. 17., P, 10:00'), '2025-01-17T10:00:00', 'a Friday in Hungarian, no afternoon')
})

test('dates a spreadsheet program rewrote: day and month in the given order, never guessed; numbers of days; the year first', () => {
  const rewritten = ['13/09/2021 10:41', '9/13/21 10:41 AM', '03/04/2021 10:41', '3.4.21 10.41', '03-04-2021']
  assert.deepEqual(
    rewritten.map((text) => local(text)),
    rewritten.map(() => null),
  )
  assert.deepEqual(
    rewritten.map((text) => local(text, 'dmy')),
    ['2021-09-13T10:41:00', null, '2021-04-03T10:41:00', '2021-04-03T10:41:00', '2021-04-03T00:00:00'],
  )
  assert.deepEqual(
    rewritten.map((text) => local(text, 'mdy')),
    [null, '2021-09-13T10:41:00', '2021-03-04T10:41:00', '2021-03-04T10:41:00', '2021-03-04T00:00:00'],
  )
  assert.deepEqual(
    ['2021.09.13', '2021/09/13 10:41', '13-Sep-21 10:41', '44452.44', '44452,5', '2021-09-13T10:41:05.250Z'].map((text) => local(text)),
    [
      '2021-09-13T00:00:00',
      '2021-09-13T10:41:00',
      '2021-09-13T10:41:00',
      '2021-09-13T10:33:36',
      '2021-09-13T12:00:00',
      '2021-09-13T10:41:05',
    ],
  )
})

test('times of day: 12 hours in any language, a point or an h between hours and minutes, and an impossible time is none', () => {
  const times = ['6:07 PM', '6:07\u202fp.m.', '12:07 a. m.', '18.07', '18 h 07', 'kl. 18.07', '下午6:07', '오후 6:07', '6:07 μ.μ.']
  assert.deepEqual(
    times.map((time) => local(`24 Aug 2026, ${time}`)?.slice(11, 16)),
    ['18:07', '18:07', '00:07', '18:07', '18:07', '18:07', '18:07', '18:07', '18:07'],
  )
  assert.deepEqual(
    ['24:00', '18:60', '18:07 PM', '10:00 foo'].map((time) => local(`24 Aug 2026, ${time}`)),
    [null, null, null, null],
  )
})

test('durations in every form of both apps, and in other languages', () => {
  const minutes = (text: string) => {
    const ms = durationMsOf(text)
    return ms === null ? null : ms / 60_000
  }
  assert.deepEqual(
    ['1h 39min', '1h 5m', '45m', '1:05:00', '39 Min.', '1h5', '1h05', '1h 05', '65m', '3900', '1 Std. 5 Min.'].map(minutes),
    [99, 65, 45, 65, 39, 65, 65, 65, 65, 65, 65],
  )
  assert.deepEqual(
    ['1 ч 5 мин', '1時間5分', '1시간 5분', '1小时5分钟', '1 sa 5 dk', '1 saat 5 dakika', '1 godz. 5 min', '1 tim 5 min', '١ س ٥ د'].map(
      minutes,
    ),
    Array(9).fill(65),
  )
  assert.deepEqual(['45 saat', '5m 1h', '1h 5 legs', 'long', ''].map(minutes), Array(5).fill(null))
})

test('a wall clock keeps its day everywhere; a moment in UTC is no wall clock, and has the day on this device', () => {
  const zone = process.env['TZ']
  process.env['TZ'] = 'America/New_York'
  try {
    const days = ['2021-12-27 02:02:51 +0000', '2021-12-27T02:02:51Z', '2021-12-27T02:02:51+02:00', '2021-12-27 02:02:51']
    assert.deepEqual(
      days.map((text) => fileTimeOf(text)?.day),
      ['2021-12-26', '2021-12-26', '2021-12-27', '2021-12-27'],
    )
  } finally {
    if (zone === undefined) delete process.env['TZ']
    else process.env['TZ'] = zone
  }
})
