import type { Mutant } from './mutant.ts'

const sessionLog = 'apps/mobile/sync/sessionLog.ts'
const store = 'apps/mobile/store/sessionStore.ts'
const logs = 'apps/mobile/sync/logs.ts'

/** Mistakes in the lifter's log: what a tap does to it, and what the journal makes of it again. */
export const inLog: readonly Mutant[] = [
  {
    name: 'starting again wipes the sets',
    why: 'a session that is opened once more is empty',
    file: sessionLog,
    from: `draft.logs[sessionId] = log ? startedAgain(log, event.session) : startedLog(event.session, event.startedAt, event.unplanned === true)`,
    to: `draft.logs[sessionId] = startedLog(event.session, event.startedAt, event.unplanned === true)`,
  },
  {
    name: 'a skipped session stays skipped',
    why: 'sets logged into a session that was skipped are not shown on Today',
    file: sessionLog,
    from: `  if (!finish) return log.ended?.at === 'skipped' ? { ...log, ended: null } : log
`,
    to: `  if (!finish) return log
`,
  },
  {
    name: 'taking up again loses the sets',
    why: 'a finished workout that is taken up again is empty',
    file: sessionLog,
    from: `      return { ...log, ended: null, reopened: log.ended?.at === 'finished' ? log.ended : log.reopened }`,
    to: `      return { ...log, ended: null, reopened: log.ended?.at === 'finished' ? log.ended : log.reopened, actualSets: {} }`,
  },
  {
    name: 'the fold drops a correction',
    why: 'a set that was corrected shows its first numbers after a restart',
    file: sessionLog,
    from: `  if (!set) return log
  return { ...log, actualSets: { ...log.actualSets, [set.id]: set }`,
    to: `  if (!set) return log
  return { ...log, actualSets: { [set.id]: set, ...log.actualSets }`,
  },
  {
    name: 'the fold drops what was taken back',
    why: 'a set without its ✓ has it again after a restart',
    file: sessionLog,
    from: `    case 'setUncompleted':
      return uncompleted(log, event.setId)`,
    to: `    case 'setUncompleted':
      return log`,
  },
  {
    name: 'the fold drops what was put back',
    why: 'a removed set that was brought back is not there',
    file: sessionLog,
    from: `      return { ...ticked(log, event.set), removedSetIds }`,
    to: `      return { ...log, removedSetIds }`,
  },
  {
    name: 'the fold drops notes',
    why: 'what was written about a workout is gone',
    file: sessionLog,
    from: `      return { ...log, notes: event.notes }`,
    to: `      return log`,
  },
  {
    name: 'the fold drops the finish',
    why: 'a finished workout is in progress again after a restart',
    file: sessionLog,
    from: `  return { ...log, startedAt, rest: null, ended: { at: 'finished', completedAt, logged_at }, reopened: null }`,
    to: `  return { ...log, startedAt, rest: null }`,
  },
  {
    name: 'the fold drops the exertion',
    why: 'how hard the workout was is gone',
    file: sessionLog,
    from: `      return { ...log, sessionRpe: event.sessionRpe }`,
    to: `      return log`,
  },
  {
    name: 'the fold drops what stands in the cells',
    why: 'numbers typed before the ✓ are gone after a restart',
    file: sessionLog,
    from: `      return { ...log, drafts: { ...log.drafts, [event.setId]: event.draft } }`,
    to: `      return log`,
  },
  {
    name: 'a ✓ taken back forgets that it was there',
    why: 'the finished workout holds a set the lifter took back',
    file: sessionLog,
    from: `  const takenBack = [...log.takenBack, setId].slice(-SETS_PER_SESSION_MAX)`,
    to: `  const takenBack = log.takenBack`,
  },
  {
    name: 'a ✓ set again is still taken back',
    why: 'the finished workout misses a set that was ticked again',
    file: sessionLog,
    from: `takenBack: log.takenBack.filter((id) => id !== set.id) }`,
    to: `takenBack: [...log.takenBack, set.id] }`,
  },
  {
    name: 'two logs are blended',
    why: 'a log that was made to stand keeps sets of the one it replaced',
    file: sessionLog,
    from: `    ...startedLog({ ...session, actualSets, sessionRpe, notes, startedAt: log.startedAt }, log.startedAt, before.unplanned),
`,
    to: `    ...startedLog({ ...session, actualSets: [...actualSets, ...Object.values(before.actualSets)], sessionRpe, notes, startedAt: log.startedAt }, log.startedAt, before.unplanned),
`,
  },
  {
    name: 'the sets of another device are not taken over',
    why: 'a workout begun on another device is begun anew, and its end takes their sets away',
    file: sessionLog,
    from: `  const actualSets = Object.fromEntries(session.actualSets.map((set) => [set.id, set]))
`,
    to: `  const actualSets = {}
`,
  },
  {
    name: 'the undo wipes',
    why: 'taking back one change takes the set with it',
    file: store,
    from: `              return { event: { kind: 'setCompleted', sessionId, set }, intent: putSet(now, set) }`,
    to: `              return { event: { kind: 'setRemoved', sessionId, setId: set.id }, intent: null }`,
  },
  {
    name: 'the undo is not sent',
    why: 'a set that was ticked again by undo is not on the server',
    file: store,
    from: `              return { event: { kind: 'setCompleted', sessionId, set }, intent: putSet(now, set) }`,
    to: `              return { event: { kind: 'setCompleted', sessionId, set }, intent: null }`,
  },
  {
    name: 'the undo keeps its old stamp',
    why: 'what was brought back loses to its own taking back',
    file: store,
    from: `const again = (set: ActualSet, loggedAt: string): ActualSet => ({ ...set, logged_at: loggedAt })`,
    to: `const again = (set: ActualSet, _loggedAt: string): ActualSet => ({ ...set })`,
  },
  {
    name: 'a correction keeps its old stamp',
    why: 'a corrected set does not reach the server',
    file: store,
    from: `completedAt: before?.completedAt ?? liftedAt, logged_at: loggedAt }`,
    to: `completedAt: before?.completedAt ?? liftedAt, logged_at: before?.logged_at ?? loggedAt }`,
  },
  {
    name: 'a correction is not sent',
    why: 'the server keeps the first numbers of a set',
    file: store,
    from: `      return { event, intent: putSet(log, set) }
    }
    /** The rest`,
    to: `      return { event, intent: before ? null : putSet(log, set) }
    }
    /** The rest`,
  },
  {
    name: 'taking back is not sent',
    why: 'a set without its ✓ is still on the server',
    file: store,
    from: `          intent: deleteSet(log, setId, loggedAt),`,
    to: `          intent: loggedAt === '' ? deleteSet(log, setId, loggedAt) : null,`,
  },
  {
    name: 'removing is not sent',
    why: 'a removed set is still on the server',
    file: store,
    from: `        intent: log.actualSets[setId] ? deleteSet(log, setId, loggedAt) : null,`,
    to: `        intent: null,`,
  },
  {
    name: 'a removal knows what was on disk when it was asked for',
    why: 'a set whose ✓ was being written when it was removed is still on the server (seed 53775)',
    file: store,
    from: `      const remove = (log: SessionLog, loggedAt: string): Word => ({
        event: { kind: 'setRemoved', sessionId: log.sessionId, setId, ...how },
        intent: log.actualSets[setId]`,
    to: `      const known = open()
      const remove = (log: SessionLog, loggedAt: string): Word => ({
        event: { kind: 'setRemoved', sessionId: log.sessionId, setId, ...how },
        intent: known.actualSets[setId]`,
  },
  {
    name: 'notes are not journaled',
    why: 'a note is on the screen until the app dies',
    file: store,
    from: `        engine.record({ kind: 'notesWritten', sessionId: open().sessionId, notes }, null, hear(null, whenSaved))`,
    to: `        set({ sessionNotes: notes })
        whenSaved?.(true)`,
  },
  {
    name: 'a full disk is not told',
    why: 'a set that was not saved looks saved',
    file: store,
    from: `      whenSaved?.(saved.saved)
    }
`,
    to: `      whenSaved?.(true)
    }
`,
  },
  {
    name: 'the screen shows another session',
    why: 'after a restart the lifter is in no workout',
    file: sessionLog,
    from: `    draft.currentId = draft.lastId = sessionId
    return true`,
    to: `    draft.currentId ??= draft.lastId = sessionId
    return true`,
  },
  {
    name: 'a restart folds another log',
    why: 'what is on the screen after a restart is not what was there before',
    file: logs,
    from: `foldEvents(journal.records.flatMap((record) => eventOf(record) ?? []))`,
    to: `foldEvents(journal.records.flatMap((record) => (record.settle === undefined && record.seq % 11 !== 0 && eventOf(record)) || []))`,
  },
]
