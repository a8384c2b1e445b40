import type { Mutant } from './mutant.ts'

const engine = 'apps/mobile/sync/engine/openEngine.ts'
const operations = 'apps/mobile/sync/session/operations.ts'
const request = 'apps/mobile/sync/server/operationRequest.ts'
const clock = 'apps/mobile/sync/device/deviceClock.ts'
const programme = 'apps/mobile/sync/server/programme.ts'
const overlay = 'apps/mobile/sync/session/overlay.ts'
const decisions = 'apps/mobile/sync/engine/decisions.ts'
const finish = 'apps/mobile/sync/engine/finishSession.ts'
const activity = 'apps/mobile/sync/engine/activity.ts'
const conflicts = 'apps/mobile/sync/engine/conflicts.ts'
const newestStatements = 'apps/mobile/sync/session/newestStatements.ts'
const answered = 'apps/mobile/sync/engine/answeredAttention.ts'
const placeOfSet = 'apps/mobile/sync/views/placeOfSet.ts'
const syncStore = 'apps/mobile/store/syncStore.ts'
const network = 'apps/mobile/sync/device/network.ts'
const signs = 'apps/mobile/sync/engine/followSigns.ts'

/** Mistakes in what lies between a tap and the outbox, and between the server's answers and the screen. */
export const inSync: readonly Mutant[] = [
  {
    name: 'the event without its operation',
    why: 'a set is logged and never sent',
    file: engine,
    in: 'inTurn',
    edits: [{ replace: '(word = make())', with: '({ ...(word = make()), intent: null })' }],
  },
  {
    name: 'the event and its operation in two records',
    why: 'a kill between the two leaves a set that is never sent',
    file: engine,
    in: 'inTurn',
    edits: [
      { replace: '(word = make())', with: '({ ...(word = make()), intent: null })' },
      { before: 'refused = saved.saved', insert: 'if (word?.intent) outbox.enqueue(word.intent, undefined)' },
    ],
  },
  {
    name: 'a word is stamped at the tap',
    why: 'in a tab that had not heard of the mistake yet a correction is stamped before it, and loses to it (seed 25269)',
    file: engine,
    in: 'say',
    edits: [
      { before: 'inTurn', insert: 'const loggedAt = deviceClock.loggedAt()' },
      { replace: 'make(deviceClock.loggedAt(doneAtMs), doneAt)', with: 'make(loggedAt, doneAt)' },
    ],
  },
  {
    name: 'the journal of another account is opened',
    why: 'one account sends what another one lifted',
    file: engine,
    in: 'openEngine',
    edits: [{ replace: 'journalLocation(accountId)', with: `journalLocation('anybody')` }],
  },
  {
    name: 'sent with the token of whoever signed in last',
    why: 'what one account lifted is sent under another',
    file: 'proof/simulator/src/app.ts',
    in: 'refresh',
    edits: [{ replace: 'phone.signedInAs(accountId)', with: 'phone.signedInAs(phone.account)' }],
  },
  {
    name: 'a history is not expected',
    why: 'a journal that is gone looks like a first start',
    file: engine,
    in: 'openEngine',
    edits: [{ replace: 'platform.index.read(openedKey(accountId)) !== null', with: 'false' }],
  },
  {
    name: 'nothing is committed',
    why: 'a power cut takes a workout that ended an hour ago',
    file: engine,
    in: 'runEngine',
    edits: [{ replace: 'cancelCommit = null journal.commit()', with: 'cancelCommit = null' }],
  },
  {
    name: 'a closed engine goes on',
    why: 'after a sign-out the app still sends, as nobody or as somebody else',
    file: engine,
    in: 'close',
    edits: [{ remove: 'outbox.close()' }],
  },
  {
    name: 'the cursor is not kept',
    why: 'every download begins at the beginning, and what is gone is not told of',
    file: programme,
    in: 'withPage',
    edits: [{ replace: 'page.cursor', with: '0' }],
  },
  {
    name: 'the cursor runs ahead of what was heard',
    why: 'a change of the coach is passed over for good',
    file: programme,
    in: 'withPage',
    edits: [{ replace: 'page.cursor', with: 'page.cursor + 1' }],
  },
  {
    name: 'a verdict moves the cursor',
    why: 'what happened before the own verdict is never downloaded',
    file: programme,
    in: 'withSession',
    edits: [{ replace: '...before, sessions', with: '...before, cursor: session.version, sessions' }],
  },
  {
    name: 'a cursor made of time',
    why: 'what two devices did in one moment is told to neither',
    file: programme,
    in: 'withPage',
    edits: [{ replace: 'page.cursor', with: 'page.cursor > (programme?.cursor ?? 0) + 2 ? page.cursor + 1 : page.cursor' }],
  },
  {
    name: 'the server’s changes are not taken',
    why: 'the coach’s new plan is never shown',
    file: programme,
    in: 'withPage',
    edits: [{ replace: 'page.cursor, sessions', with: 'page.cursor, sessions: programme?.sessions ?? sessions' }],
  },
  {
    name: 'an answer that was overtaken wins',
    why: 'old news replaces new ones on the screen',
    file: programme,
    in: 'withSession',
    edits: [{ replace: 'known.version > session.version', with: 'false' }],
  },
  {
    name: 'a session that left stays',
    why: 'a session of the old programme is still to be lifted',
    file: programme,
    in: 'withPage',
    edits: [{ replace: '!gone.has(id)', with: `!gone.has(id) || programme === undefined || id !== ''` }],
  },
  {
    name: 'a late verdict brings a removed session back',
    why: 'a session that left the programme is on the screen again (seed 19)',
    file: programme,
    in: 'withSession',
    edits: [{ replace: 'session.version <= before.cursor', with: 'false' }],
  },
  {
    name: 'the plan on screen is never the server’s',
    why: 'a workout under way goes on against the old plan',
    file: 'apps/mobile/store/sessionStore.ts',
    in: 'receivePlan',
    edits: [{ before: 'told = session', insert: 'if (session.planVersion > 0) return' }],
  },
  {
    name: 'a new plan overwrites the log',
    why: 'the coach changes the plan and the sets of today are gone',
    file: 'apps/mobile/store/sessionStore.ts',
    in: 'receivePlan',
    edits: [
      {
        replace: 'planNews: !shown.isOver',
        with: 'actualSets: Object.fromEntries(session.actualSets.map((one) => [one.id, one]))',
      },
    ],
  },
  {
    name: 'a completion is made at the tap',
    why: 'the ✓ a moment before the finish is not in the finished workout (seed 1803)',
    file: finish,
    in: 'finishSession',
    edits: [{ replace: 'engine.logs.current().logs[sessionId] ??', with: '' }],
  },
  {
    name: 'a completion does not name what was taken back',
    why: 'a set taken back before the finish is in the finished workout',
    file: operations,
    in: 'complete',
    edits: [{ replace: 'takenBack: [...log.takenBack],', with: '' }],
  },
  {
    name: 'a completion does not carry its lane',
    why: 'a workout logged offline goes out set by set',
    file: operations,
    in: 'completeAs',
    edits: [{ replace: 'carriesLane: true,', with: '' }],
  },
  {
    name: 'every set has a lane of its own',
    why: 'the end of a workout overtakes its sets',
    file: operations,
    in: 'putSet',
    edits: [{ replace: 'laneOf(sessionId)', with: 'setSlot(sessionId, setId)' }],
  },
  {
    name: 'taking back has a slot of its own',
    why: 'a set ticked again waits behind its own taking back',
    file: operations,
    in: 'deleteSet',
    edits: [{ replace: 'setSlot(sessionId, setId)', with: '`taken back ${setSlot(sessionId, setId)}`' }],
  },
  {
    name: 'a workout of one’s own does not say so',
    why: 'the server refuses every set of a workout outside the programme',
    file: operations,
    in: 'unplannedOf',
    edits: [{ replace: 'return unplanned', with: `return unplanned && title === ''` }],
  },
  {
    name: 'Sent-At is left out',
    why: 'a phone with a wrong clock wins against everybody, or against nobody',
    file: clock,
    in: 'sentAt',
    edits: [{ replace: 'if (stampedElsewhere)', with: 'if (stampedElsewhere !== true)' }],
  },
  {
    name: 'Sent-At is the phone’s own clock',
    why: 'a stamp that was corrected is corrected once more',
    file: clock,
    in: 'sentAt',
    edits: [{ replace: 'new Date(saidMs)', with: 'new Date(clock.wallMs())' }],
  },
  {
    name: 'the device clock goes backwards',
    why: 'after the clock was put back, a correction loses to the mistake',
    file: clock,
    in: 'loggedAt',
    edits: [{ replace: 'Math.max(doneAtMs, lastMs + 1)', with: 'doneAtMs' }],
  },
  {
    name: 'the device clock forgets what it said',
    why: 'after a restart with the clock put back, a correction loses to the mistake',
    file: engine,
    in: 'runEngine',
    edits: [{ remove: 'keepAhead()' }],
  },
  {
    name: 'the stamps of before a restart are forgotten',
    why: 'after a restart a set ticked again loses to its own taking back (seed 282)',
    file: 'apps/mobile/sync/session/logs.ts',
    in: 'eventOf',
    edits: [{ remove: 'stamped(stampOf(' }, { remove: 'stamped(loggedAtOf(' }],
  },
  {
    name: 'the clocks of two tabs know nothing of each other',
    why: 'a correction in one tab is stamped before the mistake in the other, and loses to it (seed 2048)',
    file: engine,
    in: 'runEngine',
    edits: [{ replace: 'journal.subscribe(keepAhead)', with: 'journal.subscribe(() => {})' }],
  },
  {
    name: 'an answer is read for another operation',
    why: 'in a batch the verdicts are told to the wrong sets',
    file: request,
    in: 'answersOf',
    edits: [{ replace: 'operations[index]', with: 'operations[operations.length - 1 - index]' }],
  },
  {
    name: 'a batch that failed is a refusal of each',
    why: 'a busy server refuses a whole workout',
    file: request,
    in: 'answersOf',
    edits: [
      {
        replace: '(operation) => alone(raw, operation)',
        with: `() => ({ kind: 'rejected', refusal: { code: 'batch_failed', status: 400, detail: 'no' } })`,
      },
    ],
  },
  {
    name: 'a batch confirms all when it confirms one',
    why: 'one refused set among many counts as sent',
    file: request,
    in: 'inBatch',
    edits: [
      {
        before: 'return answerOf(',
        insert: `if (sessions[0] && status >= 400) return { kind: 'applied', ...keptOf({ outcome: 'applied', conflict: null, session: sessions[0] }) }`,
      },
    ],
  },
  {
    name: 'the server’s copy lies over the log',
    why: 'a download takes the sets off the screen that wait to be sent',
    file: overlay,
    in: 'layerOf',
    edits: [{ replace: 'isOverOnServer(session, log, completion)', with: `session.status !== 'planned'` }],
  },
  {
    name: 'a finish that waits is not shown',
    why: 'a workout finished offline is still in progress on Today',
    file: overlay,
    in: 'holds',
    edits: [{ replace: 'return true', with: 'return false' }],
  },
  {
    name: 'a finish stays on the screen when it was refused',
    why: 'a workout the server does not take looks finished',
    file: overlay,
    in: 'holds',
    edits: [{ replace: `state?.at === 'waiting'`, with: 'state !== null' }],
  },
  {
    name: 'the own finish outlives a newer log',
    why: 'what another device corrected is never shown here',
    file: overlay,
    in: 'holds',
    edits: [{ replace: 'version > session.version', with: 'version > 0' }],
  },
  {
    name: 'on the server while it waits',
    why: 'the mark of a set runs ahead of the server',
    file: syncStore,
    in: 'markOf',
    edits: [{ replace: `|| clock.wallMs() - place.sinceMs > WAITS_AFTER_MS ? 'waiting' : 'device'`, with: `? 'waiting' : 'server'` }],
  },
  {
    name: 'a refused set looks sent',
    why: 'a set the server does not have is marked as on the server',
    file: placeOfSet,
    in: 'placeOfSet',
    edits: [
      { replace: `rejectionOfSet(last, set.id) === null ? asOnServer(engine, log, set) : { at: 'attention' }`, with: `{ at: 'server' }` },
    ],
  },
  {
    name: 'what was discarded looks sent',
    why: 'a set kept on this device only is marked as on the server',
    file: placeOfSet,
    in: 'placeOfSet',
    edits: [{ replace: `case 'discarded': return asOnServer(engine, log, set)`, with: `case 'discarded': return { at: 'server' }` }],
  },
  {
    name: 'a set always waits',
    why: 'what is on the server is said to wait, for ever',
    file: placeOfSet,
    in: 'placeOfSet',
    edits: [
      {
        replace: `case 'applied': return { at: 'server' }`,
        with: `return { at: 'server' }; case 'applied': return { at: 'waiting', sinceMs: 0 }`,
      },
    ],
  },
  {
    name: 'attention is not followed',
    why: 'a refusal is on no screen',
    file: syncStore,
    in: 'look',
    edits: [{ replace: 'attention, ...activityShown()', with: 'attention: [], ...activityShown()' }],
  },
  {
    name: 'the last sync is when it was asked for',
    why: 'the screen says that all is up to date, and nobody answered',
    file: syncStore,
    in: 'look',
    edits: [{ replace: 'programme()?.pulledAt || null', with: 'programme() ? clock.wallMs() : null' }],
  },
  {
    name: 'a try again retires what came after it',
    why: 'sets logged since a refused finish are never sent',
    file: decisions,
    in: 'asItStands',
    edits: [{ replace: 'return null', with: 'return log ? { body: operation.body as CompleteBody, whole: true } : null' }],
  },
  {
    name: 'a try again says the old numbers',
    why: 'what was corrected since the refusal is put back',
    file: decisions,
    in: 'asItStands',
    edits: [
      { replace: 'JSON.stringify({ ...now, planVersion: 0 }) === JSON.stringify({ ...sent, planVersion: 0 })', with: 'now !== sent' },
    ],
  },
  {
    name: 'a restored change retires what came after it',
    why: 'bringing back an old finish takes newer sets out of what waits',
    file: decisions,
    in: 'restoreChange',
    edits: [{ replace: '&& !engine.outbox.waitsIn(intent.lane)', with: '' }],
  },
  {
    name: 'kept here is sent again',
    why: 'what the lifter wanted to keep on this phone only is sent',
    file: decisions,
    in: 'keepHere',
    edits: [
      { remove: 'const settlement' },
      { before: 'engine.decide(', insert: 'engine.outbox.retry(operation.id)' },
      { remove: 'engine.decide(' },
    ],
  },
  {
    name: 'two logs that met are not told of',
    why: 'another device’s log replaced this one, and nobody is told',
    file: activity,
    in: 'settled',
    edits: [
      { before: 'telling.met =', insert: 'telling.seen = Math.max(telling.seen, revisionCount)' },
      { remove: 'telling.met =' },
      { remove: 'met.add(' },
    ],
  },
  {
    name: 'a kept log of another device is not told of',
    why: 'this device’s finished workout lost to another one later, and nobody is told',
    file: conflicts,
    in: 'openConflictOf',
    edits: [{ replace: '!waits', with: 'waits' }],
  },
  {
    name: 'an own log is told as another one',
    why: 'one device alone is told of another one: by a skip that gave way to a set, or its own correction (seed 130)',
    file: conflicts,
    in: 'isKnown',
    edits: [{ replace: 'knownIds.has(operationId)', with: `operationId === ''` }],
  },
  {
    name: 'what was taken back here once is not taken back elsewhere',
    why: 'a ✓ that another device takes back stays on this one (seed 1180)',
    file: newestStatements,
    in: 'isOwnNewer',
    edits: [{ replace: 'wasTaken(setId, state)', with: 'state.id === setId' }],
  },
  {
    name: 'a newer word does not end an old refusal',
    why: 'a set that was corrected after its refusal asks for a decision for ever',
    file: answered,
    in: 'look',
    edits: [{ before: 'journal.append(', insert: `if (id !== '') continue` }],
  },
  {
    name: 'every refusal is discarded',
    why: 'what was refused is gone before the lifter saw it',
    file: answered,
    in: 'look',
    edits: [{ replace: 'lastId === id ||', with: '' }],
  },
  {
    name: 'the network is believed',
    why: 'a radio that says nothing keeps what waits on the phone',
    file: 'packages/outbox/src/outbox.ts',
    in: 'mayStart',
    edits: [{ replace: 'leading &&', with: `gate.lastSilence() !== 'network' && leading &&` }],
  },
  {
    name: 'a look for the network never ends',
    why: 'the phone asks for the server without a pause',
    file: network,
    in: 'look',
    edits: [{ replace: `if (connectivity.state === 'offline') lookLater()`, with: 'look()' }],
  },
  {
    name: 'a sign of the network starts the next one',
    why: 'every answer starts another request',
    file: signs,
    in: 'followSigns',
    edits: [{ replace: `if (network.state() === 'online')`, with: '' }],
  },
  {
    name: 'a pause never ends',
    why: 'signed in again, and still nothing is sent',
    file: 'proof/simulator/src/app.ts',
    in: 'startApp',
    edits: [{ replace: 'phone.signedInAs(accountId), fresh', with: `{ ...phone.signedInAs(accountId), accessToken: 'old' }, false` }],
  },
  {
    name: 'an answer that was heard late sets the clock',
    why: 'a phone that was frozen over an answer stamps its sets minutes too early (seed 177138)',
    file: clock,
    in: 'heard',
    edits: [{ replace: 'Math.max(aheadMs, Math.min(offsetMs + setBackMs(), aheadMs + tookMs))', with: 'aheadMs' }],
  },
  {
    name: 'a tab that comes to the front does not look',
    why: 'what another tab wrote as it died waits until the app is opened anew (seed 203009)',
    file: 'apps/mobile/sync/device/tabsInFront.ts',
    in: 'onAnnounced',
    edits: [{ replace: `state === 'foreground'`, with: `state === 'background'` }],
  },
]
