import type { Mutant } from './mutant.ts'

const outbox = 'packages/outbox/src/outbox.ts'
const answer = 'packages/outbox/src/answer.ts'
const projection = 'packages/outbox/src/projection.ts'
const gate = 'packages/outbox/src/gate.ts'
const requests = 'packages/outbox/src/requests.ts'
const laneOrder = 'packages/outbox/src/laneOrder.ts'

/** Mistakes in what decides what is sent, when, and when it is over. */
export const inOutbox: readonly Mutant[] = [
  {
    name: 'any 2xx is a verdict',
    why: 'the login page of a captive portal confirms a set',
    file: answer,
    in: 'answerOf',
    edits: [
      {
        before: 'if (!isObject(body)',
        insert: `if (status >= 200 && status < 300) return { kind: 'applied', result: { session: { id: '', version: -1 } }, receipt: { version: 0, outcome: 'applied' } }`,
      },
    ],
  },
  {
    name: 'any 4xx is a verdict',
    why: 'a proxy on the way refuses a set for good',
    file: answer,
    in: 'answerOf',
    edits: [
      {
        before: 'if (!isObject(body)',
        insert: `if (status >= 400) return { kind: 'rejected', refusal: { code: 'refused', status, detail: 'refused' } }`,
      },
    ],
  },
  {
    name: '429 is a refusal',
    why: 'a busy server makes sets ask for attention',
    file: answer,
    in: 'answerOf',
    edits: [
      { replace: '|| retryStatuses.has(status)', with: '' },
      {
        before: 'if (!isObject(body)',
        insert: `if (status === 429) return { kind: 'rejected', refusal: { code: 'rate_limited', status, detail: 'later' } }`,
      },
    ],
  },
  {
    name: '5xx is a refusal',
    why: 'a server that restarts makes sets ask for attention',
    file: answer,
    in: 'answerOf',
    edits: [
      { replace: 'status >= 500 ||', with: '' },
      {
        before: 'if (!isObject(body)',
        insert: `if (status >= 500) return { kind: 'rejected', refusal: { code: 'busy', status, detail: 'later' } }`,
      },
    ],
  },
  {
    name: '401 is a refusal',
    why: 'an expired token makes sets ask for attention',
    file: answer,
    in: 'answerOf',
    edits: [
      {
        replace: `{ kind: 'unauthorized' }`,
        with: `{ kind: 'rejected', refusal: { code: 'unauthenticated', status, detail: 'sign in' } }`,
      },
    ],
  },
  {
    name: '426 is silence',
    why: 'an app that is too old asks for ever, and nobody is told to update it',
    file: answer,
    in: 'answerOf',
    edits: [{ replace: `{ kind: 'upgradeRequired' }`, with: `{ kind: 'unanswered', why: 'busy' }` }],
  },
  {
    name: 'Retry-After is ignored',
    why: 'a server that asks for quiet is asked again at once',
    file: answer,
    in: 'answerOf',
    edits: [{ replace: '{ retryAfterMs }', with: '{}' }],
  },
  {
    name: 'a Retry-After in seconds is read as minutes',
    why: 'sets wait for hours after a busy moment',
    file: answer,
    in: 'waitMs',
    edits: [{ replace: 'Math.min(Number(value) * 1000, RETRY_AFTER_MS_MAX)', with: 'Number(value) * 60_000' }],
  },
  {
    name: 'a Retry-After date is read as seconds since 1970',
    why: 'a server that names a date is never asked again',
    file: answer,
    in: 'waitMs',
    edits: [{ replace: 'Math.min(Math.max(0, until - now), RETRY_AFTER_MS_MAX)', with: 'until' }],
  },
  {
    name: 'forget before confirm',
    why: 'the app dies before the answer, and the set was never sent',
    file: outbox,
    in: 'start',
    edits: [
      {
        before: 'const cancel = send(',
        insert: `for (const { id } of operations) journal.append({ settle: { id, verdict: 'applied', receipt: { version: 0, outcome: 'applied' } } })`,
      },
    ],
  },
  {
    name: 'silence is success',
    why: 'a request nobody answered counts as done',
    file: outbox,
    in: 'take',
    edits: [
      {
        replace: 'silent(lane, answer)',
        with: `journal.append({ settle: { id, verdict: 'applied', receipt: { version: 0, outcome: 'applied' } } })`,
      },
    ],
  },
  {
    name: 'give up after ten tries',
    why: 'a weekend without a network loses the workout',
    file: outbox,
    in: 'take',
    edits: [
      {
        before: 'silent(lane, answer)',
        insert: `if (events.filter((event) => event.kind === 'sent' && event.id === id).length > 10) journal.append({ settle: { id, verdict: 'discarded' } })`,
      },
    ],
  },
  {
    name: 'drop on 401',
    why: 'what waits is gone when the sign-in is over',
    file: outbox,
    in: 'take',
    edits: [{ before: `outcome.asks ??= 'signIn'`, insert: `journal.append({ settle: { id, verdict: 'discarded' } })` }],
  },
  {
    name: 'a refusal is dropped',
    why: 'a refused set vanishes from the list of what to decide',
    file: outbox,
    in: 'take',
    edits: [{ replace: `verdict: 'rejected', refusal: answer.refusal`, with: `verdict: 'discarded'` }],
  },
  {
    name: 'a refusal is silence',
    why: 'what the server refuses is sent for ever',
    file: outbox,
    in: 'take',
    edits: [
      {
        replace: `verdicts.push({ id, verdict: 'rejected', refusal: answer.refusal })`,
        with: `silent(lane, { kind: 'unanswered', why: 'busy' })`,
      },
    ],
  },
  {
    name: 'a verdict is not stored',
    why: 'after a restart everything is sent again, and the screen says it waits',
    file: outbox,
    in: 'settle',
    edits: [
      {
        before: 'journal.append(',
        insert: 'projection.apply({ seq: 0, at: 0, settle: open }); done([]); if (closed !== undefined) return',
      },
    ],
  },
  {
    name: 'a verdict that cannot be stored counts',
    why: 'with a full disk the operation stays in the list and is never sent again',
    file: outbox,
    in: 'settle',
    edits: [{ replace: 'done(open)', with: 'done([])' }],
  },
  {
    name: 'a new id per retry',
    why: 'a lost answer has the set logged twice',
    file: outbox,
    in: 'start',
    edits: [{ replace: 'send(operations', with: 'send(operations.map((operation) => ({ ...operation, id: random.id() }))' }],
  },
  {
    name: 'a retry without letting the refused one go',
    why: 'a change that was sent again still asks for a decision',
    file: outbox,
    in: 'retry',
    edits: [{ replace: `settle: { id, verdict: 'released' } satisfies Settlement,`, with: '' }],
  },
  {
    name: 'a retry goes over something newer',
    why: 'a set logged again in the moment of a decision loses to what was refused (seed 48402)',
    file: outbox,
    in: 'retry.again',
    edits: [{ remove: `if (last?.at !== 'attention'` }],
  },
  {
    name: 'a retry under the old id',
    why: 'the server knows the id and refuses it again, for ever',
    file: outbox,
    in: 'retry',
    edits: [{ replace: 'id: random.id()', with: 'id' }],
  },
  {
    name: 'a retried completion retires newer sets',
    why: 'sets logged since the refusal are never sent (seed 3754)',
    file: outbox,
    in: 'retry.again',
    edits: [{ replace: '&& (whole || !projection.isFollowed(stored.lane, seq))', with: '' }],
  },
  {
    name: 'two requests per lane',
    why: 'an older edit overtakes a newer one',
    file: outbox,
    in: 'createOutbox',
    edits: [{ replace: '(lane) => lanesInFlight.has(lane)', with: '() => false' }],
  },
  {
    name: 'a lane without a backoff',
    why: 'an operation that cannot be settled is sent without a pause while others are',
    file: outbox,
    in: 'land',
    edits: [{ replace: 'stepBack(lane, silence, nowMs)', with: 'order.addFirst(lane)' }],
  },
  {
    name: 'a refusal blocks its lane',
    why: 'one refused set holds up the whole workout',
    file: requests,
    in: 'canGo',
    edits: [
      {
        replace: 'isInFlight(lane)',
        with: 'isInFlight(lane) || [...projection.attention.values()].some(({ operation }) => operation.lane === lane)',
      },
    ],
  },
  {
    name: 'newest first within a lane',
    why: 'a set taken back arrives before the set',
    file: requests,
    in: 'fill',
    edits: [{ replace: 'projection.lanes.get(lane)!.values()', with: '[...projection.lanes.get(lane)!.values()].reverse()' }],
  },
  {
    name: 'order by the wall clock',
    why: 'a clock that jumps back sends the older edit last',
    file: requests,
    in: 'fill',
    edits: [
      {
        replace: 'projection.lanes.get(lane)!.values()',
        with: '[...projection.lanes.get(lane)!.values()].sort((a, b) => a.createdAt - b.createdAt)',
      },
    ],
  },
  {
    name: 'coalescing keeps the older',
    why: 'a corrected set goes out with its first numbers',
    file: projection,
    in: 'enqueue',
    edits: [{ before: 'retired.forEach(remove)', insert: 'if (replaced && waiting.has(replaced.id) && !operation.carriesLane) return []' }],
  },
  {
    name: 'slots are compared by their beginning',
    why: 'one set of a session replaces another',
    file: projection,
    in: 'enqueue',
    edits: [
      {
        replace: 'lastInSlot.get(operation.slot)',
        with: '[...lastInSlot.values()].findLast(({ slot, id }) => slot.slice(0, 41) === operation.slot.slice(0, 41) && waiting.has(id))',
      },
    ],
  },
  {
    name: 'acknowledged by slot',
    why: 'the late answer to a replaced set lets the newer one go',
    file: outbox,
    in: 'take',
    edits: [
      { before: `verdicts.push({ id, verdict: 'applied'`, insert: 'const { slot } = flight.operations[index]!' },
      {
        before: `verdicts.push({ id, verdict: 'applied'`,
        insert: 'const inSlot = [...projection.waiting.values()].find((one) => one.slot === slot)',
      },
      { replace: `{ id, verdict: 'applied'`, with: `{ id: inSlot?.id ?? id, verdict: 'applied'` },
    ],
  },
  {
    name: 'a completion retires nothing',
    why: 'a workout logged offline goes out set by set, after its own end',
    file: projection,
    in: 'enqueue',
    edits: [{ replace: 'operation.carriesLane && known ? [...(lanes.get(operation.lane)?.values() ?? [])] :', with: '' }],
  },
  {
    name: 'a completion retires other lanes',
    why: 'the sets of another workout are never sent',
    file: projection,
    in: 'enqueue',
    edits: [{ replace: '...(lanes.get(operation.lane)?.values() ?? [])', with: '...waiting.values()' }],
  },
  {
    name: 'every operation retires its lane',
    why: 'of two sets logged offline only the second is sent',
    file: projection,
    in: 'enqueue',
    edits: [{ replace: 'operation.carriesLane &&', with: '' }],
  },
  {
    name: 'a refusal is forgotten with its set',
    why: 'what was refused is not kept for a decision',
    file: projection,
    in: 'settle',
    edits: [{ remove: 'attention.set(id,' }],
  },
  {
    name: 'a discarded change waits on',
    why: 'what the lifter discarded is sent all the same',
    file: projection,
    in: 'settle',
    edits: [
      { before: `ended.set(id, { at: 'discarded'`, insert: 'waiting.set(id, operation)' },
      {
        before: `ended.set(id, { at: 'discarded'`,
        insert: 'lanes.set(operation.lane, (lanes.get(operation.lane) ?? new Map<string, Operation>()).set(id, operation))',
      },
    ],
  },
  {
    name: 'the gate never opens again',
    why: 'after one silence nothing is ever sent again',
    file: gate,
    in: 'silence',
    edits: [{ replace: 'nowMs + backoffMs(silences, unit)', with: 'Infinity' }],
  },
  {
    name: 'no backoff',
    why: 'a server that is down is asked without a pause',
    file: 'packages/outbox/src/backoff.ts',
    in: 'backoffMs',
    edits: [{ replace: 'unit * ceiling', with: 'unit * ceiling * 0' }],
  },
  {
    name: 'backoff never resets',
    why: 'after a bad week the first silence costs minutes',
    file: gate,
    in: 'heard',
    edits: [{ remove: 'silences = 0' }],
  },
  {
    name: 'backoff without a cap',
    why: 'a day without a network makes the next try a day away',
    file: 'packages/outbox/src/backoff.ts',
    in: 'backoffMs',
    edits: [
      { replace: 'Math.min(BACKOFF_MS_MAX, BACKOFF_MS_MIN * 2 ** Math.min(failures - 1, 20))', with: 'BACKOFF_MS_MIN * 4 ** failures' },
    ],
  },
  {
    name: 'backoff on the wall clock',
    why: 'a clock that jumps back stops the sending',
    file: outbox,
    in: 'land',
    edits: [{ replace: 'gate.silence(silence, nowMs', with: 'gate.silence(silence, clock.wallMs()' }],
  },
  {
    name: 'no timer after a failure',
    why: 'what waits waits for somebody to open the app',
    file: outbox,
    in: 'plan',
    edits: [{ replace: 'atMs <= nowMs', with: 'atMs <= nowMs || gate.probing()' }],
  },
  {
    name: 'a timer while nothing waits',
    why: 'the phone never sleeps',
    file: outbox,
    in: 'nextAttemptMs',
    edits: [{ replace: 'projection.waiting.size === 0 ||', with: '' }],
  },
  {
    name: 'hot loop on 401',
    why: 'a sign-in that is renewed and not believed is renewed without end',
    file: outbox,
    in: 'unauthorized',
    edits: [{ replace: 'if (renewedUnheard)', with: 'if (renewedUnheard && closed)' }],
  },
  {
    name: 'a refused renewal is tried again at once',
    why: 'a sign-in that is over is asked for without end',
    file: outbox,
    in: 'renewed',
    edits: [{ replace: `if (outcome === 'refused') pause('signIn') else`, with: '' }],
  },
  {
    name: 'a renewal nobody answered pauses for good',
    why: 'a lost network at the wrong moment asks for the password',
    file: outbox,
    in: 'renewed',
    edits: [{ replace: `gate.silence('network', clock.monoMs(), random.unit())`, with: `pause('signIn')` }],
  },
  {
    name: 'an app too old asks on',
    why: 'every operation of an old app is asked about without end',
    file: outbox,
    in: 'land',
    edits: [{ replace: `pause('update')`, with: 'gate.trigger()' }],
  },
  {
    name: 'the start does not look at what waits',
    why: 'what an earlier process left is not sent until the lifter does something',
    file: outbox,
    in: 'createOutbox',
    edits: [{ replace: 'leading && projection.waiting.size > 0', with: 'false' }],
  },
  {
    name: 'a request that hangs is waited for without end',
    why: 'a sender that never answers keeps its workout from ever being sent',
    file: outbox,
    in: 'giveUp',
    edits: [{ replace: 'nowMs < flight.untilMs', with: 'true' }],
  },
  {
    name: 'sends without the lease',
    why: 'two tabs send the same lane at once',
    file: outbox,
    in: 'createOutbox',
    edits: [{ replace: 'leading = !options.lease', with: 'leading = true' }],
  },
  {
    name: 'a lost lease is kept',
    why: 'a tab that was frozen goes on sending beside the one that took over',
    file: outbox,
    in: 'createOutbox',
    edits: [{ remove: 'leading = false' }],
  },
  {
    name: 'a lost lease leaves its flights',
    why: 'a tab that was frozen takes an answer the other tab has acted on',
    file: outbox,
    in: 'createOutbox',
    edits: [
      { replace: 'for (const { cancel } of flights) cancel() flights.clear()', with: 'flights.clear()' },
      { remove: 'for (const lane of lanesInFlight)' },
      { remove: 'lanesInFlight.clear()' },
    ],
  },
  {
    name: 'the backlog is not looked at',
    why: 'what waited when the app died is sent when the next set is logged, or never',
    file: outbox,
    in: 'createOutbox',
    edits: [{ remove: 'order.addBacklog(' }],
  },
  {
    name: 'the background deadline is ignored',
    why: 'the system kills the app for what it does at the back',
    file: outbox,
    in: 'mayStart',
    edits: [{ replace: 'nowMs + requestMs < deadlineMs &&', with: '' }],
  },
  {
    name: 'a passed deadline is kept',
    why: 'after a run in the background nothing is sent any more',
    file: outbox,
    in: 'finishDrains',
    edits: [{ remove: 'deadlineMs = Infinity' }],
  },
  {
    name: 'a held lane is never due',
    why: 'a lane that failed once waits for ever',
    file: laneOrder,
    in: 'next',
    edits: [{ replace: 'due.length === 0', with: 'due.length >= 0' }],
  },
  {
    name: 'a confirmed set is not shown before it is let go',
    why: 'between the verdict and the next download the screen shows the old session',
    file: outbox,
    in: 'settle',
    edits: [{ remove: 'if (results.length > 0)' }],
  },
]
