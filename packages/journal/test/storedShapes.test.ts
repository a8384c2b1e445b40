import assert from 'node:assert/strict'
import { test } from 'node:test'
import { checksum } from '../src/checksum.ts'
import { exportJournal, openJournal, type Entry, type Journal } from '../src/index.ts'
import { verifyJournal } from '../src/verify.ts'
import { memoryLocation, newDisk, virtualClock, type Disk, type Disks, type Fault } from '../src/testing/index.ts'

// Phones in the field hold all of this. The texts are typed in, and their checksums were computed by another program (zlib's CRC-32). When
// a test of this file fails, the code is wrong, never the text.

const checksums: Record<string, [text: string, sum: string]> = {
  'the empty text': ['', '00000000'],
  'the check value of CRC-32': ['123456789', 'cbf43926'],
  'the Latin-1 letters': ['Übung ÿ', 'abe6e11b'],
  'the first letters beyond Latin-1': ['Āā', '4e9ab4fc'],
  'a letter with both bytes': ['Ł', 'dfbc5c2d'],
  Cyrillic: ['Приседания со штангой', 'f1a2ff55'],
  Katakana: ['スクワット', '470c8066'],
  'an emoji with a skin tone': ['💪🏽', '995d0713'],
  'a joined emoji': ['👩‍👩‍👧', 'dad4e295'],
  'letters of other planes': ['𝄞𐐷', '90742ae9'],
  'a first half alone': ['\ud83d', 'a33900a7'],
  'a second half alone': ['\udcaa', '9a54d863'],
  'two halves the wrong way round': ['\udcaa\ud83d', '65e1f871'],
  'the zero character': ['\0', 'd202ef8d'],
  'the last code unit': ['\uffff', 'ffff0000'],
  'a code unit whose low byte is zero': ['a\u0100b', '18797e4f'],
  'a long text': ['x'.repeat(65_536), '2cb4589a'],
  'a long text of emoji': ['💪'.repeat(20_000), '0288c60f'],
  'every code unit': [Array.from({ length: 0x1_0000 }, (_, unit) => String.fromCharCode(unit)).join(''), '0b683a8c'],
}

test('[J5] the checksum of a text is the one in every stored journal', () => {
  for (const [name, [text, sum]] of Object.entries(checksums)) assert.equal(checksum(text), sum, name)
})

const HEADER: [string, string] = ['0000000000000000', '1|175c735e|{"seq":0,"at":0}']

const AT_MS = 1_700_000_000_000

/** The media of a generation after their process ended. */
const disksOf = (...media: readonly (readonly [string, string])[][]): Disk[] =>
  media.map((kept) => ({ opened: true, stored: new Map(kept) }))

function open(disks: Disks, fault?: (key: string, generation: number, replica: number) => Fault | null, replicas: 1 | 2 = 2): Journal {
  const clock = virtualClock(AT_MS)
  let journal: Journal | undefined
  openJournal({ location: memoryLocation({ disks, replicas, ...(fault ? { fault } : {}) }), clock, expectHistory: false }, (answer) => {
    if (answer.open) journal = answer.journal
  })
  assert.ok(journal, 'the journal opens')
  return journal
}

/** What one replica of a generation holds. */
const heldBy = (disks: Disks, generation: number, replica: number): [string, string][] =>
  [...disks.get(generation)![replica]!.stored].sort(([one], [other]) => (one < other ? -1 : 1))

const written: readonly [entry: Entry, stored: [string, string]][] = [
  [
    { event: { kind: 'setCompleted', notes: 'Übung 💪' } },
    ['0000000000000001', '1|f3599cc1|{"seq":1,"at":1700000000000,"event":{"kind":"setCompleted","notes":"Übung 💪"}}'],
  ],
  [
    { settle: [{ id: 'o0' }], enqueue: { id: 'o1' }, event: 'gone' },
    ['0000000000000002', '1|b03bd3cd|{"seq":2,"at":1700000000000,"event":"gone","enqueue":{"id":"o1"},"settle":[{"id":"o0"}]}'],
  ],
]

test('[J1] [J7] records are written exactly on every replica: the header, an event, an operation with its event and a settlement', () => {
  const disks: Disks = new Map()
  const journal = open(disks)
  for (const [entry] of written) journal.append(entry)
  const expected = [HEADER, ...written.map(([, stored]) => stored)]
  for (const replica of [0, 1]) assert.deepEqual(heldBy(disks, 1, replica), expected)
})

test('[J1] [J5] the same records are read from one replica, from two, and pass a verification', () => {
  const kept = [HEADER, ...written.map(([, stored]) => stored)]
  const records = written.map(([entry], index) => ({ seq: index + 1, at: AT_MS, ...entry }))
  for (const media of [disksOf(kept), disksOf(kept, kept), disksOf(kept, []), disksOf([], kept)]) {
    const disks: Disks = new Map([[1, media]])
    const journal = open(disks, undefined, media.length === 1 ? 1 : 2)
    assert.deepEqual(journal.records, records)
    verifyJournal(memoryLocation({ disks }), journal, (answer) =>
      assert.deepEqual(answer, { read: true, verified: { records: 2, lost: 0, poorer: 0, quarantined: 0 } }),
    )
  }
})

test('[J4] the record after a refused one names its number, so that the half on one replica is ignored', () => {
  const disks: Disks = new Map()
  let isFull = false
  const journal = open(disks, (_key, _generation, replica) => (isFull && replica === 1 ? 'full' : null))
  isFull = true
  journal.append({ event: 'refused' })
  isFull = false
  journal.append({ event: 'kept' })
  const kept: [string, string] = ['0000000000000002', '1|0440c7cc|{"seq":2,"at":1700000000000,"event":"kept","abandoned":[1]}']
  const half: [string, string] = ['0000000000000001', '1|1a761695|{"seq":1,"at":1700000000000,"event":"refused"}']
  assert.deepEqual(
    [heldBy(disks, 1, 0), heldBy(disks, 1, 1)],
    [
      [HEADER, half, kept],
      [HEADER, kept],
    ],
  )
  const again = open(new Map([[1, disksOf([HEADER, half, kept], [HEADER, kept])]]))
  assert.deepEqual(again.records, [{ seq: 2, at: AT_MS, event: 'kept' }])
})

test('[J13] the pointer record, and the generation it points to, are written exactly', () => {
  const disks: Disks = new Map()
  const journal = open(disks)
  for (const [entry] of written) journal.append(entry)
  journal.compact(() => false)
  const pointer: [string, string] = ['0000000000000003', '1|f557fca3|{"seq":3,"at":1700000000000,"movedTo":2}']
  const last = written[1]![1]
  for (const replica of [0, 1]) {
    assert.deepEqual(heldBy(disks, 1, replica), [HEADER, written[0]![1], last, pointer])
    assert.deepEqual(heldBy(disks, 2, replica), [HEADER, last])
  }
})

test('[J6] a repaired record is under its key with a plus for each damaged copy', () => {
  const [first, second] = written.map(([, stored]) => stored) as [[string, string], [string, string]]
  const torn: [string, string][] = [
    [second[0], 'torn'],
    [`${second[0]}+`, 'torn too'],
  ]
  const disks: Disks = new Map([[1, disksOf([HEADER, ...torn], [HEADER, first, second])]])
  assert.equal(open(disks).report.repaired, 2)
  assert.deepEqual(heldBy(disks, 1, 0), [HEADER, first, ...torn, [`${second[0]}++`, second[1]]])
  assert.equal(open(disks).records.length, 2)
})

/** The format of the first apps: `format|checksum|seq|json`, with the checksum over number and JSON. */
const EARLIER = {
  header: ['0000000000000000', '1|2939d98d|0|{"at":0}'],
  event: ['0000000000000001', '1|d3655b04|1|{"at":1700000000000,"event":{"kind":"setCompleted","notes":"Übung 💪"}}'],
  pointer: ['0000000000000002', '1|0e06c63a|2|{"at":6,"movedTo":2}'],
  abandoning: ['0000000000000003', '1|91e82629|3|{"at":7,"event":"kept","abandoned":[1]}'],
} as const satisfies Record<string, readonly [string, string]>

test('[J5] [J13] records of the first apps are read from one replica and from two, copied with their meaning, and continued', () => {
  const { header, event, pointer, abandoning } = EARLIER
  for (const [first, second] of [
    [[header, event], []],
    [[], [header, event]],
    [
      [header, event],
      [header, event],
    ],
    [
      [header, [event[0], event[1].replace('Übung', 'übung')]],
      [header, event],
    ],
  ] as const) {
    const disks: Disks = new Map([[1, disksOf([...first], [...second])]])
    const journal = open(disks)
    assert.deepEqual(journal.records, [{ seq: 1, at: AT_MS, ...written[0]![0] }])
    assert.deepEqual(journal.report.quarantined, [])
    verifyJournal(memoryLocation({ disks }), journal, (answer) =>
      assert.deepEqual(answer, { read: true, verified: { records: 1, lost: 0, poorer: 0, quarantined: 0 } }),
    )
    journal.compact(() => true)
    assert.deepEqual(heldBy(disks, 2, 1), [HEADER, written[0]![1]])
  }
  const moved: Disks = new Map([
    [1, disksOf([header, event, pointer], [header, event])],
    [2, disksOf([header, event, abandoning], [header, abandoning])],
  ])
  const journal = open(moved)
  assert.deepEqual([journal.generation, journal.records], [2, [{ seq: 3, at: 7, event: 'kept' }]])
})

test('[J5] [J12] one changed letter of any stored text is noticed, and a text of a later format is kept whole', () => {
  const later: [string, string] = ['0000000000000005', '2|82adf9aa|{"seq":5,"at":9,"event":"newer"}']
  for (const [key, value] of [written[0]![1], EARLIER.event, later]) {
    for (let at = 0; at < value.length; at++) {
      const other = String.fromCharCode(value.charCodeAt(at) ^ 1)
      const spoilt = value.slice(0, at) + other + value.slice(at + 1)
      // The first letter is the format, which no checksum covers: with another format the value is kept whole.
      const journal = open(new Map([[1, disksOf([HEADER, [key, spoilt]])]]), undefined, 1)
      assert.deepEqual([journal.records, journal.report.quarantined], [[], [{ key, value: spoilt }]], `letter ${at} of ${value}`)
    }
  }
  const journal = open(new Map([[1, disksOf([HEADER, later])]]), undefined, 1)
  assert.deepEqual([journal.records, journal.report.quarantined], [[], [{ key: later[0], value: later[1] }]])
})

test('[J5] [J11] the largest number of ours is read and counted from, and a record under the key of another one is kept whole', () => {
  const largest: [string, string] = ['4503599627370495', '1|a0887432|{"seq":4503599627370495,"at":9,"event":"far"}']
  const strange: [string, string] = ['0000000000000007', written[0]![1][1]]
  const disks: Disks = new Map([[1, disksOf([HEADER, strange, largest])]])
  const journal = open(disks, undefined, 1)
  journal.append({ event: 'next' })
  assert.deepEqual(
    journal.records.map(({ seq, event }) => [seq, event]),
    [
      [4_503_599_627_370_495, 'far'],
      [4_503_599_627_370_496, 'next'],
    ],
  )
  assert.deepEqual(journal.report.quarantined, [{ key: strange[0], value: strange[1] }])
  assert.deepEqual(open(disks, undefined, 1).records, journal.records)
})

test('[J16] the export contains its format, every record and every unreadable value', () => {
  const disks: Disks = new Map([[1, [newDisk(), newDisk()]]])
  const journal = open(disks)
  journal.append({ event: { notes: '💪' } })
  const quarantined = [{ key: '0000000000000002', value: '2|x' }]
  assert.equal(
    exportJournal({ records: journal.records, report: { ...journal.report, quarantined } }),
    `{
 "format": "holdfast journal 1",
 "records": [
  {
   "seq": 1,
   "at": 1700000000000,
   "event": {
    "notes": "💪"
   }
  }
 ],
 "setAside": [
  {
   "key": "0000000000000002",
   "value": "2|x"
  }
 ]
}`,
  )
})
