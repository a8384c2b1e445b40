import type { Mutant } from './mutant.ts'

const newest = 'packages/contract/src/rules/newest.ts'
const conflict = 'packages/contract/src/rules/conflict.ts'
const completion = 'packages/contract/src/rules/completion.ts'
const arrival = 'packages/contract/src/rules/arrival.ts'
const log = 'packages/contract/src/rules/log.ts'
const ownStatements = 'packages/contract/src/rules/ownStatements.ts'

/** Mistakes in the rules by which two devices' words about one thing are brought together. */
export const inRules: readonly Mutant[] = [
  {
    name: 'the older word wins',
    why: 'a correction loses to the mistake',
    file: newest,
    in: 'isNewer',
    edits: [{ replace: 'a.loggedAtMs > b.loggedAtMs', with: 'a.loggedAtMs < b.loggedAtMs' }],
  },
  {
    name: 'the last to arrive wins',
    why: 'a set that was late on its way beats its own correction',
    file: conflict,
    in: 'setMeets',
    edits: [
      { replace: '!standing || isNewer(sent, standing)', with: 'standing === undefined || isNewer(sent, standing) || sent.loggedAtMs > 0' },
    ],
  },
  {
    name: 'no tie-break',
    why: 'of two words of one moment the order of arrival decides',
    file: newest,
    in: 'isNewer',
    edits: [
      { replace: 'a.loggedAtMs !== b.loggedAtMs', with: 'true' },
      { replace: 'a.loggedAtMs > b.loggedAtMs', with: 'a.loggedAtMs >= b.loggedAtMs' },
    ],
  },
  {
    name: 'the older log wins',
    why: 'of two finished logs the one that was finished first stands',
    file: conflict,
    in: 'completionMeets',
    edits: [{ replace: 'isNewer(sent, standing)', with: '!isNewer(sent, standing)' }],
  },
  {
    name: 'a log the server made does not give way',
    why: 'the workout as the lifter finished it loses to what the server guessed',
    file: conflict,
    in: 'completionMeets',
    edits: [{ replace: 'standing.autoFinalised ||', with: '!standing.autoFinalised &&' }],
  },
  {
    name: 'a skip beats a finished workout',
    why: 'a skip on another phone takes a workout away',
    file: conflict,
    in: 'skipMeets',
    edits: [
      {
        replace: `{ stands: 'standing', keep: 'a completion beats a skip' }`,
        with: `{ stands: 'sent', keep: 'a completion beats a skip' }`,
      },
    ],
  },
  {
    name: 'a completion loses to a skip',
    why: 'a workout that was skipped on another phone cannot be finished',
    file: conflict,
    in: 'completionMeets',
    edits: [
      { replace: `{ stands: 'sent', keep: 'a completion beats a skip' }`, with: `{ stands: 'standing', keep: 'a newer log stands' }` },
    ],
  },
  {
    name: 'a session that holds sets can be skipped',
    why: 'sets of another device are skipped away',
    file: conflict,
    in: 'skipMeets',
    edits: [{ replace: `liveSets > 0 ? 'session_has_sets' :`, with: '' }],
  },
  {
    name: 'a log that lost is not kept',
    why: 'of two finished logs one is thrown away',
    file: conflict,
    in: 'completionMeets',
    edits: [{ replace: `same ? null : 'a newer log stands'`, with: 'null' }],
  },
  {
    name: 'a log that was replaced is not kept',
    why: 'what stood is thrown away for the newer log',
    file: conflict,
    in: 'completionMeets',
    edits: [{ replace: `same ? null : 'a newer log replaced it'`, with: 'null' }],
  },
  {
    name: 'a log made to stand throws the other away',
    why: 'the log that stood before a choice cannot be chosen again',
    file: conflict,
    in: 'restoreMeets',
    edits: [{ replace: '&& saysTheSame(sent.log', with: '|| saysTheSame(standing.log' }],
  },
  {
    name: 'a set does not begin its session',
    why: 'a workout under way is still planned on the other phone',
    file: conflict,
    in: 'setStarts',
    edits: [{ replace: '{ starts: true, keep: null }', with: '{ starts: false, keep: null }' }],
  },
  {
    name: 'a logged set does not end a skip',
    why: 'what was lifted in a session that was skipped elsewhere is not shown',
    file: conflict,
    in: 'setStarts',
    edits: [{ replace: `{ starts: true, keep: 'a set was logged' }`, with: '{ starts: false, keep: null }' }],
  },
  {
    name: 'a set reopens a finished session',
    why: 'a late set takes the finish of the workout back',
    file: conflict,
    in: 'setStarts',
    edits: [
      {
        replace: `case 'completed': return { starts: false, keep: null }`,
        with: `return { starts: false, keep: null }; case 'completed': return { starts: true, keep: 'a set was logged' }`,
      },
    ],
  },
  {
    name: 'a completion takes back what it does not hold',
    why: 'sets another device logged are taken out of the finished workout (seed 58)',
    file: completion,
    in: 'countsUnder',
    edits: [{ replace: 'heldMs === null ||', with: 'heldMs === null ? !standingId :' }],
  },
  {
    name: 'a log that lost leaves its sets',
    why: 'sets only the log that lost held are blended into the one that stands',
    file: completion,
    in: 'countsUnder',
    edits: [{ replace: 'heldBy === standingId ||', with: 'heldBy !== null ||' }],
  },
  {
    name: 'a correction goes with the log that lost',
    why: 'what another device said newer of a set is gone, because a log that lost held the older numbers',
    file: completion,
    in: 'countsUnder',
    edits: [{ replace: '|| loggedAtMs > heldMs', with: '' }],
  },
  {
    name: 'a finish says its sets anew',
    why: 'a device that never touched a set undoes the correction of another one by finishing',
    file: completion,
    in: 'completionOf',
    edits: [{ replace: 'momentInCompletion(set.logged_at, loggedAtMs, arrival, words)', with: 'loggedAtMs' }],
  },
  {
    name: 'what was taken back is not taken back',
    why: 'a set taken back while offline is in the finished workout',
    file: completion,
    in: 'completionOf',
    edits: [{ replace: 'sent.takenBack ?? []', with: '[]' }],
  },
  {
    name: 'a set of a finish is corrected by a clock that is not its own',
    why: 'a set that was stamped before the phone lost the time counts from a day too early',
    file: completion,
    in: 'momentInCompletion',
    edits: [{ replace: '[corrected, Date.parse(loggedAt)]', with: '[corrected]' }],
  },
  {
    name: 'a completion overwrites newer sets',
    why: 'a correction after the finish is lost when the finish is late',
    file: completion,
    in: 'setChanges',
    edits: [{ replace: `sets.filter((version) => setMeets(version, standing.get(version.set.id)) === 'sent')`, with: '[...sets]' }],
  },
  {
    name: 'a wrong clock is not corrected',
    why: 'a phone that is a day ahead wins against everybody',
    file: arrival,
    in: 'arrivalOf',
    edits: [{ replace: '? shiftMs', with: '? 0' }],
  },
  {
    name: 'a wrong clock is corrected the other way',
    why: 'a phone that is a day behind is two days behind',
    file: arrival,
    in: 'effectiveMs',
    edits: [{ replace: '+ shiftMs', with: '- shiftMs' }],
  },
  {
    name: 'a stamp in the future stands',
    why: 'what a phone with a fast clock said cannot be corrected for a year',
    file: arrival,
    in: 'effectiveMs',
    edits: [{ replace: 'Math.min(corrected, receivedAtMs)', with: 'corrected' }],
  },
  {
    name: 'notes are no difference between two logs',
    why: 'a log that differs in its note is thrown away',
    file: log,
    in: 'contentOf',
    edits: [{ replace: 'moment(log.startedAt), moment(log.completedAt), log.sessionRpe, log.notes, sets', with: 'sets' }],
  },
  {
    name: 'a slow word beats its own correction',
    why: 'on a phone with a wrong clock the way to the server decides which of two words about a set was the later one (seed 309667)',
    file: ownStatements,
    in: 'arrivalAmongOwn',
    edits: [{ replace: 'after !== null ? after + 1 :', with: '' }],
  },
]
