import type { Mutant } from './mutant.ts'

const engine = 'apps/mobile/sync/engine.ts'
const operations = 'apps/mobile/sync/operations.ts'
const request = 'apps/mobile/sync/operationRequest.ts'
const clock = 'apps/mobile/sync/deviceClock.ts'
const programme = 'apps/mobile/sync/programme.ts'
const overlay = 'apps/mobile/sync/overlay.ts'
const decisions = 'apps/mobile/sync/decisions.ts'
const finish = 'apps/mobile/sync/finishSession.ts'
const desk = 'apps/mobile/sync/desk.ts'
const conflicts = 'apps/mobile/sync/conflicts.ts'
const answered = 'apps/mobile/sync/answeredAttention.ts'
const syncStore = 'apps/mobile/store/syncStore.ts'
const network = 'apps/mobile/sync/network.ts'
const signs = 'apps/mobile/sync/followSigns.ts'

/** Mistakes in what lies between a tap and the outbox, and between the server's answers and the screen. */
export const inSync: readonly Mutant[] = [
  {
    name: 'the event without its operation',
    why: 'a set is logged and never sent',
    file: engine,
    from: `      () => (word = make()),`,
    to: `      () => ({ ...(word = make()), intent: null }),`,
  },
  {
    name: 'the event and its operation in two records',
    why: 'a kill between the two leaves a set that is never sent',
    file: engine,
    from: `      () => (word = make()),
      (saved) => {`,
    to: `      () => ({ ...(word = make()), intent: null }),
      (saved) => {
        if (word?.intent) outbox.enqueue(word.intent, undefined)`,
  },
  {
    name: 'a word is stamped at the tap',
    why: 'in a tab that had not heard of the mistake yet a correction is stamped before it, and loses to it (seed 25269)',
    file: engine,
    from: `      const doneAtMs = deviceClock.nowMs()
      inTurn(() => make(deviceClock.loggedAt(doneAtMs)), whenSaved)`,
    to: `      const loggedAt = deviceClock.loggedAt()
      inTurn(() => make(loggedAt), whenSaved)`,
  },
  {
    name: 'the journal of another account is opened',
    why: 'one account sends what another one lifted',
    file: engine,
    from: `      place: platform.journalPlace(accountId),`,
    to: `      place: platform.journalPlace('anybody'),`,
  },
  {
    name: 'sent with the token of whoever signed in last',
    why: 'what one account lifted is sent under another',
    file: 'packages/simulator/src/app.ts',
    from: `      const kept = phone.signedInAs(accountId)
      if (kept`,
    to: `      const kept = phone.signedInAs(phone.account)
      if (kept`,
  },
  {
    name: 'a history is not expected',
    why: 'a journal that is gone looks like a first start',
    file: engine,
    from: `const expectHistory = platform.index.read(openedKey(accountId)) !== null`,
    to: `const expectHistory = false`,
  },
  {
    name: 'nothing is committed',
    why: 'a power cut takes a workout that ended an hour ago',
    file: engine,
    from: `      cancelCommit = null
      journal.commit()`,
    to: `      cancelCommit = null`,
  },
  {
    name: 'the start does not look at what waits',
    why: 'what waited when the app died is not sent',
    file: engine,
    from: `  outbox.drain()
  // Not before`,
    to: `  // Not before`,
  },
  {
    name: 'a closed engine goes on',
    why: 'after a sign-out the app still sends, as nobody or as somebody else',
    file: engine,
    from: `      outbox.close()
      journal.close()`,
    to: `      journal.close()`,
  },
  {
    name: 'the cursor is not kept',
    why: 'every download begins at the beginning, and what is gone is not told of',
    file: programme,
    from: `  return { cursor: page.cursor, sessions, pulledAt }`,
    to: `  return { cursor: 0, sessions, pulledAt }`,
  },
  {
    name: 'the cursor runs ahead of what was heard',
    why: 'a change of the coach is passed over for good',
    file: programme,
    from: `  return { cursor: page.cursor, sessions, pulledAt }`,
    to: `  return { cursor: page.cursor + 1, sessions, pulledAt }`,
  },
  {
    name: 'a verdict moves the cursor',
    why: 'what happened before the own verdict is never downloaded',
    file: programme,
    from: `  return isOld ? before : { ...before, sessions:`,
    to: `  return isOld ? before : { ...before, cursor: session.version, sessions:`,
  },
  {
    name: 'a cursor made of time',
    why: 'what two devices did in one moment is told to neither',
    file: programme,
    from: `  return { cursor: page.cursor, sessions, pulledAt }`,
    to: `  return { cursor: page.cursor > (programme?.cursor ?? 0) + 2 ? page.cursor + 1 : page.cursor, sessions, pulledAt }`,
  },
  {
    name: 'the server’s changes are not taken',
    why: 'the coach’s new plan is never shown',
    file: programme,
    from: `  return { cursor: page.cursor, sessions, pulledAt }`,
    to: `  return { cursor: page.cursor, sessions: programme?.sessions ?? sessions, pulledAt }`,
  },
  {
    name: 'an answer that was overtaken wins',
    why: 'old news replaces new ones on the screen',
    file: programme,
    from: `known ? known.version > session.version : `,
    to: `known ? false : `,
  },
  {
    name: 'a session that left stays',
    why: 'a session of the old programme is still to be lifted',
    file: programme,
    from: `.filter(([id]) => !gone.has(id)))`,
    to: `.filter(([id]) => !gone.has(id) || programme === undefined || id !== ''))`,
  },
  {
    name: 'a late verdict brings a removed session back',
    why: 'a session that left the programme is on the screen again (seed 19)',
    file: programme,
    from: `: session.version <= before.cursor`,
    to: `: false`,
  },
  {
    name: 'the plan on screen is never the server’s',
    why: 'a workout under way goes on against the old plan',
    file: 'apps/mobile/store/sessionStore.ts',
    from: `        told = session
        const shown`,
    to: `        if (session.planVersion > 0) return
        told = session
        set({`,
  },
  {
    name: 'a new plan overwrites the log',
    why: 'the coach changes the plan and the sets of today are gone',
    file: 'apps/mobile/store/sessionStore.ts',
    from: `        if (shown.planVersion > before.planVersion) set({ ...shown, planNews: !shown.isOver })`,
    to: `        if (shown.planVersion > before.planVersion) set({ ...shown, actualSets: Object.fromEntries(session.actualSets.map((one) => [one.id, one])) })`,
  },
  {
    name: 'a completion is made at the tap',
    why: 'the ✓ a moment before the finish is not in the finished workout (seed 1803)',
    file: finish,
    from: `      const now = engine.logs.current().logs[sessionId] ?? log
`,
    to: `      const now = log
`,
  },
  {
    name: 'a completion does not name what was taken back',
    why: 'a set taken back before the finish is in the finished workout',
    file: operations,
    from: `    takenBack: [...log.takenBack],
`,
    to: ``,
  },
  {
    name: 'a completion does not carry its lane',
    why: 'a workout logged offline goes out set by set',
    file: operations,
    from: `export function completeAs(sessionId: string, { takenBack = [], ...log }: CompleteBody): Intent {
  const { method, path } = endpoints.complete
  return {
    endpoint: pathOf(path, { sessionId }),
    method,
    body: (takenBack.length > 0 ? { ...log, takenBack } : log) satisfies CompleteBody,
    slot: completionSlot(sessionId),
    lane: laneOf(sessionId),
    v: V,
    carriesLane: true,`,
    to: `export function completeAs(sessionId: string, { takenBack = [], ...log }: CompleteBody): Intent {
  const { method, path } = endpoints.complete
  return {
    endpoint: pathOf(path, { sessionId }),
    method,
    body: (takenBack.length > 0 ? { ...log, takenBack } : log) satisfies CompleteBody,
    slot: completionSlot(sessionId),
    lane: laneOf(sessionId),
    v: V,`,
  },
  {
    name: 'every set has a lane of its own',
    why: 'the end of a workout overtakes its sets',
    file: operations,
    from: `    body: { ...set, ...unplannedOf(log) } satisfies PutSetBody,
    slot: setSlot(sessionId, setId),
    lane: laneOf(sessionId),`,
    to: `    body: { ...set, ...unplannedOf(log) } satisfies PutSetBody,
    slot: setSlot(sessionId, setId),
    lane: setSlot(sessionId, setId),`,
  },
  {
    name: 'taking back has a slot of its own',
    why: 'a set ticked again waits behind its own taking back',
    file: operations,
    from: `    body: { logged_at, ...unplannedOf(log) } satisfies DeleteSetBody,
    slot: setSlot(sessionId, setId),`,
    to: `    body: { logged_at, ...unplannedOf(log) } satisfies DeleteSetBody,
    slot: \`taken back \${setSlot(sessionId, setId)}\`,`,
  },
  {
    name: 'a workout of one’s own does not say so',
    why: 'the server refuses every set of a workout outside the programme',
    file: operations,
    from: `  return unplanned ? { unplanned: { title, scheduledOn } } : {}`,
    to: `  return unplanned && title === '' ? { unplanned: { title, scheduledOn } } : {}`,
  },
  {
    name: 'Sent-At is left out',
    why: 'a phone with a wrong clock wins against everybody, or against nobody',
    file: clock,
    from: `      if (stampedElsewhere) return null
`,
    to: `      if (stampedElsewhere !== true) return null
`,
  },
  {
    name: 'Sent-At is the phone’s own clock',
    why: 'a stamp that was corrected is corrected once more',
    file: clock,
    from: `      return new Date(saidMs).toISOString()`,
    to: `      return new Date(clock.wallMs()).toISOString()`,
  },
  {
    name: 'the device clock goes backwards',
    why: 'after the clock was put back, a correction loses to the mistake',
    file: clock,
    from: `      lastMs = Math.max(doneAtMs, lastMs + 1)`,
    to: `      lastMs = doneAtMs`,
  },
  {
    name: 'the device clock forgets what it said',
    why: 'after a restart with the clock put back, a correction loses to the mistake',
    file: engine,
    from: `  keepAhead()
`,
    to: ``,
  },
  {
    name: 'the stamp of what was taken back is forgotten',
    why: 'after a restart a set ticked again loses to its own taking back (seed 282)',
    file: 'apps/mobile/sync/logs.ts',
    from: `    stamped(stampOf(enqueue))
`,
    to: ``,
  },
  {
    name: 'the clocks of two tabs know nothing of each other',
    why: 'a correction in one tab is stamped before the mistake in the other, and loses to it (seed 2048)',
    file: engine,
    from: `  const stopKeepingAhead = journal.subscribe(keepAhead)
`,
    to: `  const stopKeepingAhead = journal.subscribe(() => {})
`,
  },
  {
    name: 'an answer is read for another operation',
    why: 'in a batch the verdicts are told to the wrong sets',
    file: request,
    from: `inBatch(answer, batch.data, operations[index]?.id ?? '')`,
    to: `inBatch(answer, batch.data, operations[operations.length - 1 - index]?.id ?? '')`,
  },
  {
    name: 'a batch that failed is a refusal of each',
    why: 'a busy server refuses a whole workout',
    file: request,
    from: `  if (!batch?.success) return operations.map(({ id }) => alone(raw, id))
`,
    to: `  if (!batch?.success) return operations.map(() => ({ kind: 'rejected', refusal: { code: 'batch_failed', status: 400, detail: 'no' } }))
`,
  },
  {
    name: 'a batch confirms all when it confirms one',
    why: 'one refused set among many counts as sent',
    file: request,
    from: `  return answerOf({ status, body, retryAfter: null, date: null }, operationId, () => {
    const session =`,
    to: `  if (sessions[0] && status >= 400) return { kind: 'applied', ...keptOf({ outcome: 'applied', conflict: null, session: sessions[0] }) }
  return answerOf({ status, body, retryAfter: null, date: null }, operationId, () => {
    const session =`,
  },
  {
    name: 'the server’s copy lies over the log',
    why: 'a download takes the sets off the screen that wait to be sent',
    file: overlay,
    from: `  if (log && (log.ended === null || attention) && (session.status !== 'completed' || log.reopened)) {`,
    to: `  if (log && session.status === 'planned' && (log.ended === null || attention)) {`,
  },
  {
    name: 'a finish that waits is not shown',
    why: 'a workout finished offline is still in progress on Today',
    file: overlay,
    from: `  if (state?.at === 'waiting') return true
`,
    to: `  if (state?.at === 'waiting') return false
`,
  },
  {
    name: 'a finish stays on the screen when it was refused',
    why: 'a workout the server does not take looks finished',
    file: overlay,
    from: `  if (state?.at === 'waiting') return true
`,
    to: `  if (state !== null) return true
`,
  },
  {
    name: 'the own finish outlives a newer log',
    why: 'what another device corrected is never shown here',
    file: overlay,
    from: `(state.receipt as Receipt).version > session.version`,
    to: `(state.receipt as Receipt).version > 0`,
  },
  {
    name: 'on the server while it waits',
    why: 'the mark of a set runs ahead of the server',
    file: syncStore,
    from: `          return network.state() === 'offline' || clock.wallMs() - state.operation.createdAt > WAITS_AFTER_MS ? 'waiting' : 'device'`,
    to: `          return network.state() === 'offline' ? 'waiting' : 'server'`,
  },
  {
    name: 'a refused set looks sent',
    why: 'a set the server does not have is marked as on the server',
    file: syncStore,
    from: `        case 'attention':
          return 'attention'
        case 'discarded':`,
    to: `        case 'attention':
          return 'server'
        case 'discarded':`,
  },
  {
    name: 'what was let go of looks sent',
    why: 'a set kept on this device only is marked as on the server',
    file: syncStore,
    from: `        case 'discarded':
          return 'device'`,
    to: `        case 'discarded':
          return 'server'`,
  },
  {
    name: 'a set always waits',
    why: 'what is on the server is said to wait, for ever',
    file: syncStore,
    from: `        case undefined:
        case 'applied':
          return 'server'`,
    to: `        case undefined:
          return 'server'
        case 'applied':
          return 'waiting'`,
  },
  {
    name: 'attention is not followed',
    why: 'a refusal is on no screen',
    file: syncStore,
    from: `    return {
      waiting,
      attention,
      ...deskShown(),`,
    to: `    return {
      waiting,
      attention: [],
      ...deskShown(),`,
  },
  {
    name: 'the last sync is when it was asked for',
    why: 'the screen says that all is up to date, and nobody answered',
    file: syncStore,
    from: `      lastSyncAt: programme()?.pulledAt || null,`,
    to: `      lastSyncAt: programme() ? clock.wallMs() : null,`,
  },
  {
    name: 'a try again retires what came after it',
    why: 'sets logged since a refused finish are never sent',
    file: decisions,
    from: `  if (log?.ended?.at !== 'finished') return null
`,
    to: `  if (log?.ended?.at !== 'finished') return log ? { body: operation.body as CompleteBody, whole: true } : null
`,
  },
  {
    name: 'a try again says the old numbers',
    why: 'what was corrected since the refusal is put back',
    file: decisions,
    from: `  const isSame = JSON.stringify({ ...now, planVersion: 0 }) === JSON.stringify({ ...sent, planVersion: 0 })`,
    to: `  const isSame = now !== sent`,
  },
  {
    name: 'a restored change retires what came after it',
    why: 'bringing back an old finish takes newer sets out of what waits',
    file: decisions,
    from: `carriesLane && !engine.outbox.waitsIn(intent.lane) ? { ...intent, carriesLane } : intent`,
    to: `carriesLane ? { ...intent, carriesLane } : intent`,
  },
  {
    name: 'kept here is sent again',
    why: 'what the lifter wanted to keep on this phone only is sent',
    file: decisions,
    from: `    const settlement: Settlement = { id: operation.id, verdict: 'discarded' }
    engine.decide({ kind: 'keptHere', sessionId, operationId: operation.id }, settlement)`,
    to: `    engine.outbox.retry(operation.id)`,
  },
  {
    name: 'two logs that met are not told of',
    why: 'another device’s log replaced this one, and nobody is told',
    file: desk,
    from: `      telling.met = { subject: subject.kind, loggedAt, conflict, revisionCount }
      met.add(subject.sessionId)`,
    to: `      telling.seen = Math.max(telling.seen, revisionCount)`,
  },
  {
    name: 'a kept log of another device is not told of',
    why: 'this device’s finished workout lost to another one later, and nobody is told',
    file: conflicts,
    from: `  if (session && !waits && ownLoggedAt !== null && session.revisionCount > known) {`,
    to: `  if (session && waits && ownLoggedAt !== null && session.revisionCount > known) {`,
  },
  {
    name: 'a newer word does not end an old refusal',
    why: 'a set that was corrected after its refusal asks for a decision for ever',
    file: answered,
    from: `      releasing.add(id)
      journal.append(`,
    to: `      releasing.add(id)
      if (id !== '') continue
      journal.append(`,
  },
  {
    name: 'every refusal is let go of',
    why: 'what was refused is gone before the lifter saw it',
    file: answered,
    from: `      if (lastId === null || lastId === id || releasing.has(id)) continue`,
    to: `      if (lastId === null || releasing.has(id)) continue`,
  },
  {
    name: 'the network is believed',
    why: 'a radio that says nothing keeps what waits on the phone',
    file: 'packages/outbox/src/outbox.ts',
    from: `const mayStart = (nowMs: number): boolean =>
    leading &&`,
    to: `const mayStart = (nowMs: number): boolean =>
    gate.lastSilence() !== 'network' &&
    leading &&`,
  },
  {
    name: 'a look for the network never ends',
    why: 'the phone asks for the server without a pause',
    file: network,
    from: `      looking = false
      if (connectivity.state === 'offline') lookLater()`,
    to: `      looking = false
      look()`,
  },
  {
    name: 'a sign of the network starts the next one',
    why: 'every answer starts another request',
    file: signs,
    from: `    if (network.state() === 'online') engine()?.syncNow()`,
    to: `    engine()?.syncNow()`,
  },
  {
    name: 'a pause never ends',
    why: 'signed in again, and still nothing is sent',
    file: 'packages/simulator/src/app.ts',
    from: `  takeSignIn(phone.signedInAs(accountId), fresh)
`,
    to: `  takeSignIn({ ...phone.signedInAs(accountId), accessToken: 'old' }, false)
`,
  },
  {
    name: 'an answer that was heard late sets the clock',
    why: 'a phone that was frozen over an answer stamps its sets minutes too early (seed 177138)',
    file: clock,
    from: `      offsetMs = Math.max(aheadMs, Math.min(offsetMs, aheadMs + tookMs))`,
    to: `      offsetMs = aheadMs`,
  },
  {
    name: 'a tab that comes to the front does not look',
    why: 'what another tab wrote as it died waits until the app is opened anew (seed 203009)',
    file: 'apps/mobile/sync/neighboursInFront.ts',
    from: `        if (state === 'foreground') callback()`,
    to: `        if (state === 'background') callback()`,
  },
]
