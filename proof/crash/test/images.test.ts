import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { JournalRecord, OpenReport } from '@holdfast/journal'
import { damages, interruptedAppends, powerCuts, type Image, type Whole } from '../src/images.ts'
import { closeAll, coreMissing, createMMKV } from '../src/mmkv.ts'
import {
  bothReplicas,
  dropFolder,
  idOf,
  newFolder,
  openIn,
  putFiles,
  recordsOfReplica,
  takeFiles,
  type Files,
  type Replica,
} from '../src/location.ts'
import { eventOf, judge, numbers } from '../src/written.ts'

const skip = coreMissing() ?? false

// 30 committed records, 10 more that only the operating system has, and one append to interrupt.
const committed = tokens(0, 30)
const acknowledged = tokens(0, 40)
const tried = tokens(0, 41)
const story = skip ? undefined : tell()

/** Opening writes the header record before the journal decides. A replica that holds only a header record does not count as lost. */

for (const replica of bothReplicas) {
  const other: Replica = replica === 'a' ? 'b' : 'a'

  test(
    `[J1] killed between any two writes of an append on replica ${replica.toUpperCase()}: nothing acknowledged is lost, nothing invented`,
    { skip },
    () => {
      const { before, now } = story!
      // Replica A is written first: B is unchanged when A is interrupted, and A is complete when B is.
      const otherFiles = replica === 'a' ? before.b : now.a
      for (const image of interruptedAppends(before[replica], now[replica]))
        survives(image, { [replica]: image.files, [other]: otherFiles }, acknowledged)
    },
  )

  test(
    `[J5] [J6] a power cut leaves replica ${replica.toUpperCase()} older, newer or mixed: the other replica has everything, and repairs it`,
    { skip },
    () => {
      const { older, now } = story!
      for (const image of powerCuts(older[replica], now[replica], 4))
        survives(image, { [replica]: image.files, [other]: now[other] }, tried)
    },
  )

  test(`[J5] [J6] replica ${replica.toUpperCase()} damaged in any way: the other replica has everything, and repairs it`, { skip }, () => {
    const { now } = story!
    for (const image of damages(now[replica], 150)) survives(image, { [replica]: image.files, [other]: now[other] }, tried)
  })
}

test('[J1] killed between any two writes of an append, both replicas alike: nothing acknowledged is lost', { skip }, () => {
  const { before, now } = story!
  for (const image of interruptedAppends(before.a, now.a)) {
    // Core 2.4 rolls back to the last commit here. A kill cannot do that to both replicas, because they are not written at once; a power
    // cut can.
    survives(image, { a: image.files, b: image.files }, image.name.includes('2.4') ? committed : acknowledged)
  }
})

test('[J8] a power cut on both replicas at once: what was committed is there', { skip }, () => {
  const { older, now } = story!
  const others = powerCuts(older.b, now.b, 4)
  const pick = numbers('power cut on B')
  for (const image of powerCuts(older.a, now.a, 4)) {
    survives(image, { a: image.files, b: image.files }, committed)
    const b = others[pick() % others.length]!
    survives({ name: `A: ${image.name}, B: ${b.name}`, files: image.files }, { a: image.files, b: b.files }, committed)
  }
})

test('[J5] both replicas damaged: exactly the records that one of them can still restore, and nothing invented', { skip }, () => {
  let looked = 0
  for (const { name, files, left } of damagedPairs()) {
    if (left.length === 0) continue
    looked++
    inFolder(files, (path) => {
      const { records } = opened(path, name)
      assert.deepEqual(found(records), left, name)
      assert.deepEqual(judge(records, { acknowledged: [], tried }).invented, [], name)
    })
  }
  assert.ok(looked > 200, `only ${looked} pairs left something to find`)
})

test('[J7] both replicas damaged until nothing is left: unavailable, or quarantined and counted, never an empty history', { skip }, () => {
  const wrong = damagedPairs()
    .filter(({ left }) => left.length === 0)
    .filter(({ files }) =>
      inFolder(files, (path) => {
        const answer = openIn(path)
        return answer.open && answer.journal.report.quarantined.length === 0
      }),
    )
  assert.deepEqual(
    wrong.map(({ name }) => name),
    [],
    'these opened as if nobody had ever lifted anything',
  )
})

test('[J7] both replicas gone: unavailable, and still unavailable at the second try and the third', { skip }, () => {
  const { now } = story!
  for (const image of damages(now.a, 0).filter(({ name }) => ['data missing', 'data cut to 4096 bytes'].includes(name))) {
    inFolder({ a: image.files, b: image.files }, (path) => {
      for (const attempt of ['first', 'second', 'third']) {
        assert.equal(openIn(path).open, false, `${image.name}: the ${attempt} try opened an empty history`)
        closeAll(path)
      }
    })
  }
})

test('[J5] [J12] one record damaged on both replicas is quarantined and counted, and every other one is there', { skip }, () => {
  const { now } = story!
  const at = now.a.data.indexOf(Buffer.from(`"token":"${tried[10]}"`)) + 10
  const damaged = (bit: number): Files => {
    const data = Buffer.from(now.a.data)
    data.writeUInt8(data.readUInt8(at) ^ bit, at)
    return { data, meta: now.a.meta }
  }
  inFolder({ a: damaged(1), b: damaged(2) }, (path) => {
    const { records, report } = opened(path)
    // MMKV goes back to the last commit when its checksum fails and that part is intact. In this test it is not, so MMKV reads what it can.
    assert.deepEqual(
      found(records),
      tried.filter((token) => token !== tried[10]),
    )
    assert.equal(report.quarantined.length, 2)
  })
})

for (const key of ['8000000000000005', '9007199254740991', '9999999999999999']) {
  test(`[J5] [J11] a key that damage turned into ${key} is garbage: appends go on and come back`, { skip }, () => {
    const { now } = story!
    inFolder({ a: now.a, b: now.b }, (path) => {
      createMMKV({ id: idOf('a'), path, recoveryStrategy: 'recover-on-error' }).set(key, 'what stood under another key')
      closeAll(path)
      const answer = openIn(path)
      assert.ok(answer.open)
      for (const token of ['x1', 'x2', 'x3']) answer.journal.append({ event: eventOf(token) }, ({ saved }) => assert.ok(saved))
      closeAll(path)
      assert.deepEqual(found(opened(path).records), [...tried, 'x1', 'x2', 'x3'])
    })
  })
}

test('the images do damage: one replica alone loses records in many of them, and all records under MMKV’s default', { skip }, () => {
  const { older, now } = story!
  const images = [...powerCuts(older.a, now.a, 4), ...damages(now.a, 150)]
  const lossy = (strategy?: 'discard-on-error') =>
    images.filter((image) => inFolder({ a: image.files }, (path) => recordsOfReplica(path, 'a', strategy).length < tried.length)).length
  const emptied = images.filter((image) =>
    inFolder({ a: image.files }, (path) => recordsOfReplica(path, 'a', 'discard-on-error').length === 0),
  ).length
  assert.ok(lossy() > images.length / 2, `${lossy()} of ${images.length}`)
  assert.ok(lossy('discard-on-error') > images.length / 2)
  assert.ok(emptied > 50, `${emptied} of ${images.length}`)
})

/** Every damage on A with the same on B, and with another one. `left` is what the two replicas can restore when each is read alone. */
function damagedPairs(): { name: string; files: Record<Replica, Files>; left: string[] }[] {
  const { now } = story!
  const [forA, forB] = [damages(now.a, 150), damages(now.b, 150, 'flips on B')]
  const pick = numbers('damage on B')
  return forA.flatMap((a, index) =>
    [forB[index]!, forB[pick() % forB.length]!].map((b) => {
      const files = { a: a.files, b: b.files }
      const left = inFolder(files, (path) => union(recordsOfReplica(path, 'a'), recordsOfReplica(path, 'b')))
      return { name: `A: ${a.name}, B: ${b.name}`, files, left }
    }),
  )
}

/** Opens a pair of replicas as a new process would: what must be there is, nothing else is, and afterwards each replica has everything. */
function survives({ name }: Image, files: Partial<Record<Replica, Files>>, mustHave: readonly string[]): void {
  inFolder(files, (path) => {
    const first = opened(path, name)
    assert.deepEqual(judge(first.records, { acknowledged: mustHave, tried }), { lost: [], invented: [] }, name)
    closeAll(path)
    const second = opened(path, name)
    assert.equal(second.report.repaired, 0, `${name}: the second open found a replica that still lacked something`)
    assert.deepEqual(second.records, first.records, name)
    closeAll(path)
    for (const replica of bothReplicas)
      assert.deepEqual(recordsOfReplica(path, replica), first.records, `${name}: replica ${replica} is not complete after the repair`)
  })
}

function opened(path: string, name = ''): { records: readonly JournalRecord[]; report: OpenReport } {
  const answer = openIn(path)
  assert.ok(answer.open, `${name}: ${answer.open ? '' : answer.why}`)
  return answer.journal
}

function inFolder<T>(files: Partial<Record<Replica, Files>>, use: (path: string) => T): T {
  const path = newFolder()
  try {
    for (const replica of bothReplicas) if (files[replica]) putFiles(path, replica, files[replica])
    return use(path)
  } finally {
    dropFolder(path)
  }
}

function found(records: readonly JournalRecord[]): string[] {
  return records.map(({ event }) => (event as { token: string }).token)
}

function union(...replicas: readonly (readonly JournalRecord[])[]): string[] {
  const some = new Set(replicas.flatMap(found))
  return tried.filter((token) => some.has(token))
}

function tokens(from: number, to: number): string[] {
  return Array.from({ length: to - from }, (_, n) => `t${from + n}`)
}

/** Writes the 41 records through the real journal and keeps the files of both replicas after each of the last eleven. */
function tell(): { older: Record<Replica, Whole[]>; before: Record<Replica, Whole>; now: Record<Replica, Whole> } {
  const path = newFolder()
  try {
    const answer = openIn(path, { expectHistory: false })
    if (!answer.open) throw new Error(answer.why)
    const { journal } = answer
    const append = (token: string) => journal.append({ event: eventOf(token) }, (saved) => assert.ok(saved.saved))
    committed.forEach(append)
    journal.commit()
    const older: Record<Replica, Whole[]> = { a: [], b: [] }
    const take = (replica: Replica): Whole => {
      const { data, meta } = takeFiles(path, replica)
      if (!data || !meta) throw new Error(`replica ${replica} has no files`)
      return { data, meta }
    }
    for (const token of tried.slice(committed.length)) {
      for (const replica of bothReplicas) older[replica].push(take(replica))
      append(token)
    }
    return { older, before: { a: older.a.at(-1)!, b: older.b.at(-1)! }, now: { a: take('a'), b: take('b') } }
  } finally {
    dropFolder(path)
  }
}
