import assert from 'node:assert/strict'
import { test } from 'node:test'
import { bytesWords, keptWords, lowSpaceWords, verifiedWords } from './dataWords.ts'

test('the check says all is there only when everything was read again as it was written', () => {
  const fine = { records: 3412, lost: 0, poorer: 0, quarantined: 0 }
  assert.deepEqual(verifiedWords(fine, 1204), {
    ok: true,
    title: '1\u202F204 sets, all accounted for',
    body: 'Read again just now: 3\u202F412 entries, each with its checksum.',
  })
  assert.match(verifiedWords({ ...fine, poorer: 1 }, 1).body, /1 copy is missing on one side; the next start writes it again/)
  for (const bad of [{ lost: 1 }, { quarantined: 2 }]) {
    const said = verifiedWords({ ...fine, ...bad }, 1204)
    assert.deepEqual([said.ok, said.title], [false, 'Not everything could be read again'])
  }
})

test('bytes are written as a person would', () => {
  assert.deepEqual([0, 999, 1_400, 62_300_000_000, 2e15].map(bytesWords), ['0 B', '999 B', '1.4 kB', '62 GB', '2000 TB'])
})

test('the text says until when data are kept', () => {
  assert.deepEqual([keptWords(1, null), keptWords(44, '12 January')], ['1 session', '44 sessions, until 12 January'])
})

test('low space is reported with the amount that is left, and where', () => {
  assert.equal(lowSpaceWords(32_100_000, 'in this browser').title, 'Little room is left in this browser: 32 MB')
})
