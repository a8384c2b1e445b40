import type { Mutant } from './mutant.ts'

const journal = 'packages/journal/src/journal.ts'
const open = 'packages/journal/src/open.ts'
const union = 'packages/journal/src/union.ts'
const record = 'packages/journal/src/record.ts'
const sides = 'packages/journal/src/sides.ts'
const compact = 'packages/journal/src/compact.ts'
const live = 'apps/mobile/sync/liveRecords.ts'

/** Mistakes in what keeps every record. */
export const inJournal: readonly Mutant[] = [
  {
    name: 'show before write',
    why: 'a ✓ that is not on disk is on the screen, and gone after a kill',
    file: journal,
    from: `    writeAll(sides, { key: keyOf(record.seq), value }, (answer) => {
      if (answer.ok) {
        abandoned = []
        deliver(record)`,
    to: `    deliver(record)
    writeAll(sides, { key: keyOf(record.seq), value }, (answer) => {
      if (answer.ok) {
        abandoned = []`,
  },
  {
    name: 'saved is said before the write',
    why: 'the lifter is told a set is saved that a kill takes away',
    file: journal,
    from: `    lastSeq = record.seq
    writeAll(`,
    to: `    lastSeq = record.seq
    whenDurable({ saved: true, record })
    writeAll(`,
  },
  {
    name: 'a full disk is swallowed',
    why: 'what does not fit is said to be saved',
    file: journal,
    from: `      finish(() => whenDurable({ saved: false, why, detail }))
    })
  }

  /** Takes in`,
    to: `      finish(() => whenDurable(why === 'full' ? { saved: true, record } : { saved: false, why, detail }))
    })
  }

  /** Takes in`,
  },
  {
    name: 'one side is enough',
    why: 'a record only one side holds is said to be saved, and is gone with that side',
    file: sides,
    from: `      if (answer.ok) return next(index + 1)
`,
    to: `      if (answer.ok) return done({ ok: true })
`,
  },
  {
    name: 'a failed second side counts as saved',
    why: 'a record only one side holds is said to be saved',
    file: sides,
    from: `      done({ ...answer, why: index > 0 && answer.why === 'taken' ? 'unavailable' : answer.why, partly: index > 0 })`,
    to: `      if (index > 0) return done({ ok: true })
      done({ ...answer, partly: false })`,
  },
  {
    name: 'what was refused comes back',
    why: 'a set that was said not to be saved is there after a restart',
    file: journal,
    from: `      if (answer.partly) abandoned = [...abandoned, record.seq]
`,
    to: ``,
  },
  {
    name: 'what was refused is not named',
    why: 'a set that was said not to be saved is there after a restart',
    file: union,
    from: `    if (abandoned.has(seq)) continue
`,
    to: ``,
  },
  {
    name: 'sequence numbers start again',
    why: 'after a restart a new record meets the key of an old one',
    file: open,
    from: `const found = { generation, sides, records: union.records, lastSeq: union.lastSeq, report }`,
    to: `const found = { generation, sides, records: union.records, lastSeq: union.records.length, report }`,
  },
  {
    name: 'a spoilt record gives its number away again',
    why: 'a new record is written under the key of a damaged one',
    file: open,
    from: `const found = { generation, sides, records: union.records, lastSeq: union.lastSeq, report }`,
    to: `const found = { generation, sides, records: union.records, lastSeq: union.records.at(-1)?.seq ?? 0, report }`,
  },
  {
    name: 'the checksum is ignored',
    why: 'a spoilt record is read as if it were whole',
    file: record,
    from: `  if (!vouched && checksum(json) !== sum) return { kind: 'unreadable' }
`,
    to: ``,
  },
  {
    name: 'a copy is believed because the other side has one too',
    why: 'a spoilt copy that still parses is shown, and healed over nothing',
    file: union,
    from: `sides[1 - side]?.[index]?.value === one.value`,
    to: `sides[1 - side]?.[index]?.key === one.key`,
  },
  {
    name: 'a record that cannot be read stops the reading',
    why: 'one torn record takes everything after it along',
    file: union,
    from: `        copies.set(\`\${side} \${seq}\`, copiesOf(side, seq) + 1)
`,
    to: `        copies.set(\`\${side} \${seq}\`, copiesOf(side, seq) + 1)
        stored.length = index
`,
  },
  {
    name: 'only the first side is read',
    why: 'a side that lost everything takes the history along',
    file: open,
    from: `const union = unite(opening.stored)
      if (union.movedTo`,
    to: `const union = unite([opening.stored[0]!, opening.stored[0]!])
      if (union.movedTo`,
  },
  {
    name: 'a poorer side is not healed',
    why: 'the second misfortune takes what the first one left',
    file: open,
    from: `    fill(sides, union.missing, (failure) => {`,
    to: `    fill(sides, union.missing.map(() => []), (failure) => {`,
  },
  {
    name: 'a history that cannot be found is an empty one',
    why: 'a storage that is not there yet shows no workouts, and begins anew over them',
    file: sides,
    from: `        if (opening.state === 'unavailable') return done({ ok: false, why: \`\${medium.name}: \${opening.why}\` })`,
    to: `        if (opening.state === 'unavailable') return (stored.push([]), next())`,
  },
  {
    name: 'what cannot be listed is not there',
    why: 'a storage that does not answer shows no workouts',
    file: open,
    from: `    if (!answer.ok) return done({ open: false, why: answer.why })
`,
    to: `    if (!answer.ok) return enter(1, [])
`,
  },
  {
    name: 'compaction drops what waits',
    why: 'sets that were not sent yet are tidied away',
    file: live,
    from: `  if (outbox.waitsIn(lane)) return false
`,
    to: ``,
  },
  {
    name: 'compaction drops what was refused',
    why: 'what the lifter has to decide about is tidied away',
    file: live,
    from: `  if ([...attention.map(({ operation }) => operation), ...parked].some((operation) => operation.lane === lane)) return false
`,
    to: ``,
  },
  {
    name: 'compaction drops what was let go of',
    why: 'what stays on this device only is tidied away',
    file: live,
    from: `  if (letGo.some(({ operation, at, keptHere }) => operation.lane === lane && (keptHere || wallMs - at < LET_GO_MS))) return false
`,
    to: ``,
  },
  {
    name: 'compaction drops finished workouts at once',
    why: 'a workout that just ended is gone from the phone',
    file: live,
    from: `  if (nowMs - Date.parse(log.ended.logged_at) < KEEP_MS) return false
`,
    to: ``,
  },
  {
    name: 'compaction goes by the phone’s own clock',
    why: 'on a phone that is a year ahead the workout that just ended is gone (seed 25980)',
    file: live,
    from: `  if (nowMs - Date.parse(log.ended.logged_at) < KEEP_MS) return false
`,
    to: `  if (wallMs - Date.parse(log.ended.logged_at) < KEEP_MS) return false
`,
  },
  {
    name: 'compaction drops what is still to be told',
    why: 'two logs met a month ago, and nobody is told any more',
    file: live,
    from: `  if (told && meetingOf(told, onServer, log.sessionId, false)) return false
`,
    to: ``,
  },
  {
    name: 'compaction drops what the server did not confirm',
    why: 'a finished workout is tidied away before it is on the server',
    file: live,
    from: `  return completion?.at === 'applied' && onServer !== undefined && onServer.version >= (completion.receipt as Receipt).version`,
    to: `  return completion?.at !== 'attention' && onServer !== undefined`,
  },
  {
    name: 'compaction drops everything but the last record',
    why: 'tidying the journal empties it',
    file: journal,
    from: `const live = records.filter((record, index) => index === records.length - 1 || isLive(record))`,
    to: `const live = records.filter((record, index) => index === records.length - 1 || !isLive(record))`,
  },
  {
    name: 'compaction drops records of its own accord',
    why: 'tidying takes every event without an operation along',
    file: journal,
    from: `const live = records.filter((record, index) => index === records.length - 1 || isLive(record))`,
    to: `const live = records.filter((record, index) => index === records.length - 1 || (isLive(record) && record.enqueue !== undefined))`,
  },
  {
    name: 'compaction without a look at the copy',
    why: 'a copy that did not come out whole replaces the journal',
    file: compact,
    from: `      (failure) => (failure === null ? verify(sides, wanted, done) : done(failure.detail)),`,
    to: `      () => done(null),`,
  },
  {
    name: 'the pointer before the copy',
    why: 'a kill while tidying leaves the journal in a generation that is not there',
    file: journal,
    from: `    copyInto(next, live, report.setAside, (failure) => {
      if (failure !== null) return stay(failure)
      const pointer: JournalRecord = { seq: ++lastSeq, at: clock.wallMs() }`,
    to: `    const pointer: JournalRecord = { seq: ++lastSeq, at: clock.wallMs() }
    writeAll(sides, { key: keyOf(pointer.seq), value: encode(pointer, { movedTo: to }) }, () => undefined)
    copyInto(next, live, report.setAside, (failure) => {
      if (failure !== null) return stay(failure)`,
  },
  {
    name: 'the copy is not committed before the pointer',
    why: 'a power cut after tidying leaves neither the old journal nor the new one',
    file: compact,
    from: `    () => commitAll(sides, () => done(null)),`,
    to: `    () => done(null),`,
  },
  {
    name: 'the pointer is not committed',
    why: 'a power cut takes the pointer back, and with it what was logged behind it',
    file: journal,
    from: `          return commitAll(sides, () => {
            records = live`,
    to: `          return inTurn([], () => {}, () => {
            records = live`,
  },
  {
    name: 'the old generation is dropped at once',
    why: 'a power cut while tidying leaves nothing to go back to',
    file: journal,
    from: `          return commitAll(sides, () => {
            records = live`,
    to: `          for (const medium of sides) medium.drop(() => {})
          return commitAll(sides, () => {
            records = live`,
  },
  {
    name: 'the pointer is not followed',
    why: 'after tidying the app opens the journal from before',
    file: open,
    from: `      if (union.movedTo !== null) return enter(union.movedTo, [...older, { sides, union }])
`,
    to: ``,
  },
  {
    name: 'a copy leaves what a later version wrote',
    why: 'after an update and back, what the newer app did is gone',
    file: compact,
    from: `const wanted = [...records.map((record) => ({ key: keyOf(record.seq), value: encode(record) })), ...setAside, founding]`,
    to: `const wanted = [...records.map((record) => ({ key: keyOf(record.seq), value: encode(record) })), founding]`,
  },
  {
    name: 'a race between tabs is not seen',
    why: 'two tabs write under one number, and one set is gone',
    file: journal,
    from: `          if (failure === null) return write(entry, whenDurable)
`,
    to: `          if (failure === null) return finish(() => whenDurable({ saved: true, record }))
`,
  },
  {
    name: 'the record is not made again after a race',
    why: 'a finish on the web does not hold what another tab logged a moment before',
    file: journal,
    from: `          if (failure === null) return write(entry, whenDurable)
`,
    to: `          if (failure === null) return write(record, whenDurable)
`,
  },
  {
    name: 'other tabs are not told',
    why: 'what one tab logged is not on the screen of the other',
    file: journal,
    from: `        deliver(record)
        neighbours?.announce()`,
    to: `        deliver(record)`,
  },
  {
    name: 'a tab that cannot read never looks again',
    why: 'what another tab logged while the storage was away is never sent (seed 100739)',
    file: journal,
    from: `          if (failure !== null) cancelLook = clock.after(LOOK_AGAIN_MS, look)
`,
    to: ``,
  },
  {
    name: 'another tab is not followed into the next generation',
    why: 'a tab goes on writing into a journal nobody reads any more',
    file: journal,
    from: `      if (tail.movedTo === null) return done(null)
`,
    to: `      if (tail.movedTo !== undefined) return done(null)
`,
  },
  {
    name: 'a listener hears late',
    why: 'the screen and the list of what waits are one record behind',
    file: journal,
    from: `    records.push(record)
    heardSeq = record.seq
    for (const listener of listeners) listener(record)`,
    to: `    records.push(record)
    heardSeq = record.seq
    const before = records.at(-2)
    if (before) for (const listener of listeners) listener(before)`,
  },
  {
    name: 'a number is skipped among tabs',
    why: 'a tab does not meet the pointer of another one, and what it writes behind it is gone with the next launch (seed 809686)',
    file: journal,
    from: `    if (neighbours) lastSeq = seq - 1`,
    to: `    if (neighbours) lastSeq = Math.max(lastSeq, seq - 1)`,
  },
]
