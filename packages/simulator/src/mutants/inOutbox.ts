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
    from: `if (!isObject(body) || body['operationId'] !== operationId) return { kind: 'unanswered', why: 'foreign', ...waits }
  const applied`,
    to: `if (status >= 200 && status < 300) return { kind: 'applied', result: { session: { id: '', version: -1 } }, receipt: { version: 0, outcome: 'applied' } }
  if (!isObject(body) || body['operationId'] !== operationId) return { kind: 'unanswered', why: 'foreign', ...waits }
  const applied`,
  },
  {
    name: 'any 4xx is a verdict',
    why: 'a proxy on the way refuses a set for good',
    file: answer,
    from: `if (!isObject(body) || body['operationId'] !== operationId)`,
    to: `if (status >= 400) return { kind: 'rejected', refusal: { code: 'refused', status, detail: 'refused' } }
  if (!isObject(body) || body['operationId'] !== operationId)`,
  },
  {
    name: '429 is a refusal',
    why: 'a busy server makes sets ask for attention',
    file: answer,
    from: `if (status >= 500 || retryStatuses.has(status)) return { kind: 'unanswered', why: 'busy', ...waits }`,
    to: `if (status >= 500) return { kind: 'unanswered', why: 'busy', ...waits }
  if (status === 429) return { kind: 'rejected', refusal: { code: 'rate_limited', status, detail: 'later' } }`,
  },
  {
    name: '5xx is a refusal',
    why: 'a server that restarts makes sets ask for attention',
    file: answer,
    from: `if (status >= 500 || retryStatuses.has(status)) return { kind: 'unanswered', why: 'busy', ...waits }`,
    to: `if (retryStatuses.has(status)) return { kind: 'unanswered', why: 'busy', ...waits }
  if (status >= 500) return { kind: 'rejected', refusal: { code: 'busy', status, detail: 'later' } }`,
  },
  {
    name: '401 is a refusal',
    why: 'an expired token makes sets ask for attention',
    file: answer,
    from: `if (status === 401) return { kind: 'unauthorized' }`,
    to: `if (status === 401) return { kind: 'rejected', refusal: { code: 'unauthenticated', status, detail: 'sign in' } }`,
  },
  {
    name: '426 is silence',
    why: 'an app that is too old asks for ever, and nobody is told to update it',
    file: answer,
    from: `if (status === 426) return { kind: 'upgradeRequired' }`,
    to: `if (status === 426) return { kind: 'unanswered', why: 'busy' }`,
  },
  {
    name: 'Retry-After is ignored',
    why: 'a server that asks for quiet is asked again at once',
    file: answer,
    from: `const waits = retryAfterMs === null ? {} : { retryAfterMs }`,
    to: `const waits = retryAfterMs === null ? {} : {}`,
  },
  {
    name: 'a Retry-After in seconds is read as minutes',
    why: 'sets wait for hours after a busy moment',
    file: answer,
    from: `return Math.min(Number(value) * 1000, RETRY_AFTER_MS_MAX)`,
    to: `return Number(value) * 60_000`,
  },
  {
    name: 'a Retry-After date is read as seconds since 1970',
    why: 'a server that names a date is never asked again',
    file: answer,
    from: `return Math.min(Math.max(0, until - now), RETRY_AFTER_MS_MAX)`,
    to: `return until`,
  },
  {
    name: 'forget before confirm',
    why: 'the app dies before the answer, and the set was never sent',
    file: outbox,
    from: `    gate.started(nowMs)
    const cancel = send(`,
    to: `    gate.started(nowMs)
    for (const { id } of operations) journal.append({ settle: { id, verdict: 'applied', receipt: { version: 0, outcome: 'applied' } } })
    const cancel = send(`,
  },
  {
    name: 'silence is success',
    why: 'a request nobody answered counts as done',
    file: outbox,
    from: `        case 'unanswered':
          silent(lane, answer)`,
    to: `        case 'unanswered':
          journal.append({ settle: { id, verdict: 'applied', receipt: { version: 0, outcome: 'applied' } } })`,
  },
  {
    name: 'give up after ten tries',
    why: 'a weekend without a network loses the workout',
    file: outbox,
    from: `        case 'unanswered':
          silent(lane, answer)`,
    to: `        case 'unanswered':
          if (events.filter((event) => event.kind === 'sent' && event.id === id).length > 10)
            journal.append({ settle: { id, verdict: 'discarded' } })
          silent(lane, answer)`,
  },
  {
    name: 'drop on 401',
    why: 'what waits is gone when the sign-in is over',
    file: outbox,
    from: `          outcome.asks ??= 'signIn'`,
    to: `          journal.append({ settle: { id, verdict: 'discarded' } })
          outcome.asks ??= 'signIn'`,
  },
  {
    name: 'a refusal is dropped',
    why: 'a refused set vanishes from the list of what to decide',
    file: outbox,
    from: `{ id, verdict: 'rejected', refusal: answer.refusal }`,
    to: `{ id, verdict: 'discarded' }`,
  },
  {
    name: 'a refusal is silence',
    why: 'what the server refuses is sent for ever',
    file: outbox,
    from: `          verdicts.push({ id, verdict: 'rejected', refusal: answer.refusal })`,
    to: `          silent(lane, { kind: 'unanswered', why: 'busy' })`,
  },
  {
    name: 'a verdict is not stored',
    why: 'after a restart everything is sent again, and the screen says it waits',
    file: outbox,
    from: `    journal.append({ settle: open }, ({ saved }) => {`,
    to: `    projection.apply({ seq: 0, at: 0, settle: open })
    done([])
    if (closed !== undefined) return
    journal.append({ settle: open }, ({ saved }) => {`,
  },
  {
    name: 'a verdict that cannot be stored counts',
    why: 'with a full disk the operation stays in the list and is never sent again',
    file: outbox,
    from: `      if (!saved) return done(open)`,
    to: `      if (!saved) return done([])`,
  },
  {
    name: 'a new id per retry',
    why: 'a lost answer has the set logged twice',
    file: outbox,
    from: `    const cancel = send(operations, (answers) => {`,
    to: `    const cancel = send(operations.map((operation) => ({ ...operation, id: random.id() })), (answers) => {`,
  },
  {
    name: 'a retry without letting the refused one go',
    why: 'a change that was sent again still asks for a decision',
    file: outbox,
    from: `journal.append(() => ({ settle: { id, verdict: 'released' } satisfies Settlement, enqueue: again() }), whenDurable)`,
    to: `journal.append(() => ({ enqueue: again() }), whenDurable)`,
  },
  {
    name: 'a retry goes over something newer',
    why: 'a set logged again in the moment of a decision loses to what was refused (seed 48402)',
    file: outbox,
    from: `        if (last?.at !== 'attention' || last.operation.id !== id) return undefined
`,
    to: ``,
  },
  {
    name: 'a retry under the old id',
    why: 'the server knows the id and refuses it again, for ever',
    file: outbox,
    from: `      const named = { id: random.id(), createdAt: clock.wallMs() }
      const again = (): StoredOperation | undefined => {`,
    to: `      const named = { id, createdAt: clock.wallMs() }
      const again = (): StoredOperation | undefined => {`,
  },
  {
    name: 'a retried completion retires newer sets',
    why: 'sets logged since the refusal are never sent (seed 3754)',
    file: outbox,
    from: `const carries = carriesLane && (whole || !projection.isFollowed(stored.lane, seq))`,
    to: `const carries = carriesLane`,
  },
  {
    name: 'two requests per lane',
    why: 'an older edit overtakes a newer one',
    file: outbox,
    from: `const requests = createRequests(projection, order, (lane) => lanesInFlight.has(lane))`,
    to: `const requests = createRequests(projection, order, () => false)`,
  },
  {
    name: 'a lane without a backoff',
    why: 'an operation that cannot be settled is sent without a pause while others are',
    file: outbox,
    from: `      if (silence) stepBack(lane, silence.why, nowMs)`,
    to: `      if (silence) order.addFirst(lane)`,
  },
  {
    name: 'a refusal blocks its lane',
    why: 'one refused set holds up the whole workout',
    file: requests,
    from: `    if (!head || isInFlight(lane)) return false`,
    to: `    if (!head || isInFlight(lane) || [...projection.attention.values()].some(({ operation }) => operation.lane === lane)) return false`,
  },
  {
    name: 'newest first within a lane',
    why: 'a set taken back arrives before the set',
    file: requests,
    from: `    for (const operation of projection.lanes.get(lane)!.values()) {`,
    to: `    for (const operation of [...projection.lanes.get(lane)!.values()].reverse()) {`,
  },
  {
    name: 'order by the wall clock',
    why: 'a clock that jumps back sends the older edit last',
    file: requests,
    from: `    for (const operation of projection.lanes.get(lane)!.values()) {`,
    to: `    for (const operation of [...projection.lanes.get(lane)!.values()].sort((a, b) => a.createdAt - b.createdAt)) {`,
  },
  {
    name: 'coalescing keeps the older',
    why: 'a corrected set goes out with its first numbers',
    file: projection,
    from: `    retired.forEach(remove)
    lastInSlot.set(operation.slot, operation)`,
    to: `    if (replaced && waiting.has(replaced.id) && !operation.carriesLane) return []
    retired.forEach(remove)
    lastInSlot.set(operation.slot, operation)`,
  },
  {
    name: 'slots are compared by their beginning',
    why: 'one set of a session replaces another',
    file: projection,
    from: `    const older = lastInSlot.get(operation.slot)
`,
    to: `    const older = [...lastInSlot.values()].findLast(({ slot, id }) => slot.slice(0, 41) === operation.slot.slice(0, 41) && waiting.has(id))
`,
  },
  {
    name: 'acknowledged by slot',
    why: 'the late answer to a replaced set lets the newer one go',
    file: outbox,
    from: `          verdicts.push({ id, verdict: 'applied', receipt: answer.receipt })`,
    to: `          const { slot } = flight.operations[index]!
          const inSlot = [...projection.waiting.values()].find((one) => one.slot === slot)
          verdicts.push({ id: inSlot?.id ?? id, verdict: 'applied', receipt: answer.receipt })`,
  },
  {
    name: 'a completion retires nothing',
    why: 'a workout logged offline goes out set by set, after its own end',
    file: projection,
    from: `const retired = operation.carriesLane && known ? [...(lanes.get(operation.lane)?.values() ?? [])] : replaced ? [replaced] : []`,
    to: `const retired = replaced ? [replaced] : []`,
  },
  {
    name: 'a completion retires other lanes',
    why: 'the sets of another workout are never sent',
    file: projection,
    from: `const retired = operation.carriesLane && known ? [...(lanes.get(operation.lane)?.values() ?? [])] : replaced ? [replaced] : []`,
    to: `const retired = operation.carriesLane && known ? [...waiting.values()] : replaced ? [replaced] : []`,
  },
  {
    name: 'every operation retires its lane',
    why: 'of two sets logged offline only the second is sent',
    file: projection,
    from: `const retired = operation.carriesLane && known ? `,
    to: `const retired = known ? `,
  },
  {
    name: 'a refusal is forgotten with its set',
    why: 'what was refused is not kept for a decision',
    file: projection,
    from: `        attention.set(id, { operation, refusal: settlement.refusal, at })
        break`,
    to: `        break`,
  },
  {
    name: 'a discarded change waits on',
    why: 'what the lifter let go of is sent all the same',
    file: projection,
    from: `      case 'discarded':
      case 'released':
        ended.set(id, { at: 'discarded', id })`,
    to: `      case 'discarded':
      case 'released':
        waiting.set(id, operation)
        lanes.set(operation.lane, (lanes.get(operation.lane) ?? new Map<string, Operation>()).set(id, operation))
        ended.set(id, { at: 'discarded', id })`,
  },
  {
    name: 'the gate never opens again',
    why: 'after one silence nothing is ever sent again',
    file: gate,
    from: `      quietUntilMs = nowMs + backoffMs(silences, unit)
`,
    to: `      quietUntilMs = Infinity
`,
  },
  {
    name: 'no backoff',
    why: 'a server that is down is asked without a pause',
    file: 'packages/outbox/src/backoff.ts',
    from: `  return Math.floor(unit * ceiling)`,
    to: `  return Math.floor(unit * ceiling * 0)`,
  },
  {
    name: 'backoff never resets',
    why: 'after a bad week the first silence costs minutes',
    file: gate,
    from: `      const ended = silences > 0
      silences = 0`,
    to: `      const ended = silences > 0`,
  },
  {
    name: 'backoff without a cap',
    why: 'a day without a network makes the next try a day away',
    file: 'packages/outbox/src/backoff.ts',
    from: `Math.min(BACKOFF_MS_MAX, BACKOFF_MS_MIN * 2 ** Math.min(failures - 1, 20))`,
    to: `BACKOFF_MS_MIN * 4 ** failures`,
  },
  {
    name: 'backoff on the wall clock',
    why: 'a clock that jumps back stops the sending',
    file: outbox,
    from: `    if (silence && !heard) gate.silence(silence.why, nowMs, random.unit())`,
    to: `    if (silence && !heard) gate.silence(silence.why, clock.wallMs(), random.unit())`,
  },
  {
    name: 'no timer after a failure',
    why: 'what waits waits for somebody to open the app',
    file: outbox,
    from: `    if (atMs === Infinity || atMs <= nowMs) return
    timer = {`,
    to: `    if (atMs === Infinity || atMs <= nowMs || gate.probing()) return
    timer = {`,
  },
  {
    name: 'a timer while nothing waits',
    why: 'the phone never sleeps',
    file: outbox,
    from: `    if (projection.waiting.size === 0 || !leading || paused`,
    to: `    if (!leading || paused`,
  },
  {
    name: 'hot loop on 401',
    why: 'a sign-in that is renewed and not believed is renewed without end',
    file: outbox,
    from: `    if (renewedUnheard) {`,
    to: `    if (renewedUnheard && closed) {`,
  },
  {
    name: 'a refused renewal is tried again at once',
    why: 'a sign-in that is over is asked for without end',
    file: outbox,
    from: `      if (outcome === 'refused') pause('signIn')
      else if (outcome === 'unanswered')`,
    to: `      if (outcome === 'unanswered')`,
  },
  {
    name: 'a renewal nobody answered pauses for good',
    why: 'a lost network at the wrong moment asks for the password',
    file: outbox,
    from: `      else if (outcome === 'unanswered') gate.silence('network', clock.monoMs(), random.unit())`,
    to: `      else if (outcome === 'unanswered') pause('signIn')`,
  },
  {
    name: 'an app too old asks on',
    why: 'every operation of an old app is asked about without end',
    file: outbox,
    from: `    if (asks === 'update') pause('update')`,
    to: `    if (asks === 'update') gate.trigger()`,
  },
  {
    name: 'sends without the lease',
    why: 'two tabs send the same lane at once',
    file: outbox,
    from: `  let leading = !options.lease`,
    to: `  let leading = true`,
  },
  {
    name: 'a lost lease is kept',
    why: 'a tab that was frozen goes on sending beside the one that took over',
    file: outbox,
    from: `      leading = false
      for (const { cancel } of flights) cancel()`,
    to: `      for (const { cancel } of flights) cancel()`,
  },
  {
    name: 'a lost lease leaves its flights',
    why: 'a tab that was frozen takes an answer the other tab has acted on',
    file: outbox,
    from: `      for (const { cancel } of flights) cancel()
      flights.clear()
      for (const lane of lanesInFlight) if (projection.lanes.has(lane)) order.addFirst(lane)
      lanesInFlight.clear()`,
    to: `      flights.clear()`,
  },
  {
    name: 'the backlog is not looked at',
    why: 'what waited when the app died is sent when the next set is logged, or never',
    file: outbox,
    from: `  order.addBacklog(projection.lanes.keys())
`,
    to: ``,
  },
  {
    name: 'the background deadline is ignored',
    why: 'the system kills the app for what it does at the back',
    file: outbox,
    from: `    nowMs + requestMs < deadlineMs &&
`,
    to: ``,
  },
  {
    name: 'a passed deadline is kept',
    why: 'after a run in the background nothing is sent any more',
    file: outbox,
    from: `    const ended = [...drains]
    drains.clear()
    deadlineMs = Infinity`,
    to: `    const ended = [...drains]
    drains.clear()`,
  },
  {
    name: 'a parked lane is never due',
    why: 'a lane that failed once waits for ever',
    file: laneOrder,
    from: `if (due.length === 0) return null`,
    to: `if (due.length >= 0) return null`,
  },
  {
    name: 'a confirmed set is not shown before it is let go',
    why: 'between the verdict and the next download the screen shows the old session',
    file: outbox,
    from: `    if (results.length > 0) options.confirmed?.(results)
`,
    to: ``,
  },
]
