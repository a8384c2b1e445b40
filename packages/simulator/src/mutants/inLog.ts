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
    in: 'takeIn',
    edits: [{ replace: 'log ? startedAgain(log) :', with: '' }],
  },
  {
    name: 'a skipped session stays skipped',
    why: 'sets logged into a session that was skipped are not shown on Today',
    file: sessionLog,
    in: 'startedAgain',
    edits: [{ replace: `log.ended?.at === 'skipped' ? { ...log, ended: null } : log`, with: 'log' }],
  },
  {
    name: 'taking up again loses the sets',
    why: 'a finished workout that is taken up again is empty',
    file: sessionLog,
    in: 'changedLog',
    edits: [{ replace: `reopened: log.ended?.at === 'finished'`, with: `reopened: log.ended?.at === 'finished', actualSets: {}` }],
  },
  {
    name: 'the fold drops a correction',
    why: 'a set that was corrected shows its first numbers after a restart',
    file: sessionLog,
    in: 'ticked',
    edits: [{ replace: '...log.actualSets, [set.id]: set', with: '[set.id]: set, ...log.actualSets' }],
  },
  {
    name: 'the fold drops what was taken back',
    why: 'a set without its ✓ has it again after a restart',
    file: sessionLog,
    in: 'changedLog',
    edits: [{ replace: 'return uncompleted(log, event.setId)', with: 'return log' }],
  },
  {
    name: 'the fold drops what was put back',
    why: 'a removed set that was brought back is not there',
    file: sessionLog,
    in: 'changedLog',
    edits: [{ replace: '...ticked(log, event.set), removedSetIds', with: '...log, removedSetIds' }],
  },
  {
    name: 'the fold drops notes',
    why: 'what was written about a workout is gone',
    file: sessionLog,
    in: 'changedLog',
    edits: [{ replace: '{ ...log, notes: event.notes }', with: 'log' }],
  },
  {
    name: 'the fold drops the finish',
    why: 'a finished workout is in progress again after a restart',
    file: sessionLog,
    in: 'changedLog',
    edits: [
      { replace: `, ended: { at: 'finished', completedAt: event.completedAt, logged_at: event.logged_at }, reopened: false`, with: '' },
    ],
  },
  {
    name: 'the fold drops the exertion',
    why: 'how hard the workout was is gone',
    file: sessionLog,
    in: 'changedLog',
    edits: [{ replace: '{ ...log, sessionRpe: event.sessionRpe }', with: 'log' }],
  },
  {
    name: 'the fold drops what stands in the cells',
    why: 'numbers typed before the ✓ are gone after a restart',
    file: sessionLog,
    in: 'changedLog',
    edits: [{ replace: '{ ...log, drafts: { ...log.drafts, [event.setId]: event.draft } }', with: 'log' }],
  },
  {
    name: 'a ✓ taken back forgets that it was there',
    why: 'the finished workout holds a set the lifter took back',
    file: sessionLog,
    in: 'uncompleted',
    edits: [{ replace: '[...log.takenBack, setId].slice(-SETS_PER_SESSION_MAX)', with: 'log.takenBack' }],
  },
  {
    name: 'a ✓ set again is still taken back',
    why: 'the finished workout misses a set that was ticked again',
    file: sessionLog,
    in: 'ticked',
    edits: [{ replace: 'log.takenBack.filter((id) => id !== set.id)', with: '[...log.takenBack, set.id]' }],
  },
  {
    name: 'two logs are blended',
    why: 'a log that was made to stand keeps sets of the one it replaced',
    file: sessionLog,
    in: 'replacedLog',
    edits: [{ replace: '...session, actualSets', with: '...session, actualSets: [...actualSets, ...Object.values(before.actualSets)]' }],
  },
  {
    name: 'the sets of another device are not taken over',
    why: 'a workout begun on another device is begun anew, and its end takes their sets away',
    file: sessionLog,
    in: 'startedLog',
    edits: [{ replace: 'Object.fromEntries(session.actualSets.map((set) => [set.id, set]))', with: '{}' }],
  },
  {
    name: 'the undo wipes',
    why: 'taking back one change takes the set with it',
    file: store,
    in: 'undo',
    edits: [
      {
        replace: `{ kind: 'setCompleted', sessionId, set }, intent: putSet(now, set)`,
        with: `{ kind: 'setRemoved', sessionId, setId: set.id }, intent: null`,
      },
    ],
  },
  {
    name: 'the undo is not sent',
    why: 'a set that was ticked again by undo is not on the server',
    file: store,
    in: 'undo',
    edits: [{ replace: 'intent: putSet(now, set)', with: 'intent: null' }],
  },
  {
    name: 'the undo keeps its old stamp',
    why: 'what was brought back loses to its own taking back',
    file: store,
    in: 'again',
    edits: [
      { replace: 'loggedAt: string', with: '_loggedAt: string' },
      { replace: ', logged_at: loggedAt', with: '' },
    ],
  },
  {
    name: 'a correction keeps its old stamp',
    why: 'a corrected set does not reach the server',
    file: store,
    in: 'logged',
    edits: [{ replace: 'logged_at: loggedAt', with: 'logged_at: before?.logged_at ?? loggedAt' }],
  },
  {
    name: 'a correction is not sent',
    why: 'the server keeps the first numbers of a set',
    file: store,
    in: 'logged',
    edits: [{ replace: 'putSet(log, set)', with: 'before ? null : putSet(log, set)' }],
  },
  {
    name: 'taking back is not sent',
    why: 'a set without its ✓ is still on the server',
    file: store,
    in: 'uncompleteSet',
    edits: [{ replace: 'deleteSet(log, setId, loggedAt)', with: `loggedAt === '' ? deleteSet(log, setId, loggedAt) : null` }],
  },
  {
    name: 'removing is not sent',
    why: 'a removed set is still on the server',
    file: store,
    in: 'removeSet.remove',
    edits: [{ replace: 'log.actualSets[setId] ? deleteSet(log, setId, loggedAt) :', with: '' }],
  },
  {
    name: 'a removal knows what was on disk when it was asked for',
    why: 'a set whose ✓ was being written when it was removed is still on the server (seed 53775)',
    file: store,
    in: 'createSessionStore',
    edits: [
      { before: 'const remove = (log: SessionLog', insert: 'const known = open()' },
      { replace: 'intent: log.actualSets[setId]', with: 'intent: known.actualSets[setId]' },
    ],
  },
  {
    name: 'notes are not journaled',
    why: 'a note is on the screen until the app dies',
    file: store,
    in: 'setSessionNotes',
    edits: [{ before: 'engine.record(', insert: 'set({ sessionNotes: notes }); whenSaved?.(true)' }, { remove: 'engine.record(' }],
  },
  {
    name: 'a full disk is not told',
    why: 'a set that was not saved looks saved',
    file: store,
    in: 'hear',
    edits: [{ replace: 'whenSaved?.(saved.saved)', with: 'whenSaved?.(true)' }],
  },
  {
    name: 'the screen shows another session',
    why: 'after a restart the lifter is in no workout',
    file: sessionLog,
    in: 'takeIn',
    edits: [
      { before: 'draft.currentId = draft.lastId', insert: 'draft.currentId ??= draft.lastId = sessionId' },
      { remove: 'draft.currentId = draft.lastId' },
    ],
  },
  {
    name: 'a restart folds another log',
    why: 'what is on the screen after a restart is not what was there before',
    file: logs,
    in: 'followLogs',
    edits: [{ replace: 'eventOf(record) ??', with: '(record.settle === undefined && record.seq % 11 !== 0 && eventOf(record)) ||' }],
  },
]
