import type { Mutant } from './mutant.ts'

const server = 'packages/simulator/src/server.ts'

/** Mistakes in the server, made in the simulated one. */
export const inServer: readonly Mutant[] = [
  {
    name: 'no receipts',
    why: 'a repeated request is done twice',
    file: server,
    from: `    if (!known) account.receipts.set(operationId, { fingerprint, verdict })
`,
    to: ``,
  },
  {
    name: 'receipts are forgotten after a while',
    why: 'a request that comes after days is done twice',
    file: server,
    from: `    const known = account.receipts.get(operationId)
`,
    to: `    for (const [id] of [...account.receipts].slice(0, -3)) account.receipts.delete(id)
    const known = account.receipts.get(operationId)
`,
  },
  {
    name: 'the effect without its receipt',
    why: 'a server that dies in between does it twice',
    file: server,
    from: `    if (!known) account.receipts.set(operationId, { fingerprint, verdict })
`,
    to: `    if (!known && account.version % 3 > 0) account.receipts.set(operationId, { fingerprint, verdict })
`,
  },
  {
    name: 'the receipt without its effect',
    why: 'a server that dies in between confirms what it never did',
    file: server,
    from: `    const verdict = known?.verdict ?? handle(asked)
`,
    to: `    const claimed: StoredVerdict = { kind: 'applied', outcome: 'applied', conflict: null, sessionId: path.split('/')[3]! }
    const isThere = account.sessions.has(path.split('/')[3]!)
    const verdict = known?.verdict ?? (isThere && account.version % 3 === 0 ? claimed : handle(asked))
`,
  },
  {
    name: 'receipts of the device are one for all',
    why: 'an operation is known by its address, and the second set counts as the first',
    file: server,
    from: `    const known = account.receipts.get(operationId)
`,
    to: `    const known = account.receipts.get(operationId) ?? [...account.receipts.values()].find(({ fingerprint: of }) => of.split(' ')[1] === path)
`,
  },
  {
    name: 'a refusal has no receipt',
    why: 'what was refused once is taken when it comes again, and nobody is told',
    file: server,
    from: `    if (!known) account.receipts.set(operationId, { fingerprint, verdict })
`,
    to: `    if (!known && verdict.kind === 'applied') account.receipts.set(operationId, { fingerprint, verdict })
`,
  },
  {
    name: 'the cursor is saved before the rows',
    why: 'the server tells of a version whose change it does not tell',
    file: server,
    from: `      cursor: more ? page.at(-1)!.session.version : account.version,`,
    to: `      cursor: account.version + (page.length > 0 ? 1 : 0),`,
  },
  {
    name: 'a page begins at its cursor’s time',
    why: 'a change in the same moment as the last one is never told',
    file: server,
    from: `      .filter(({ session }) => session.version > since)`,
    to: `      .filter(({ session }) => session.version > since + (since > 0 ? 1 : 0))`,
  },
  {
    name: 'removed sessions are not told of',
    why: 'a session that left the programme stays on every phone',
    file: server,
    from: `      tombstones: page.filter(({ deleted }) => deleted).map(({ session }) => session.id),`,
    to: `      tombstones: [],`,
  },
  {
    name: 'a set taken back is forgotten',
    why: 'the late repeat of a set brings it back',
    file: server,
    from: `    stored.sets.set(setId, { set: null, ...sent })
`,
    to: `    stored.sets.delete(setId)
`,
  },
  {
    name: 'a change has no version',
    why: 'what one phone logged is never told to the other',
    file: server,
    from: `    stored.sets.set(sent.set.id, sent)
`,
    to: `    stored.sets.set(sent.set.id, sent)
    if (status === 'in_progress') call = { ...call, version: stored.session.version }
`,
  },
  {
    name: 'a batch answers in another order',
    why: 'verdicts are told to the wrong operations',
    file: server,
    from: `    return { answers, sessions: [...told.values()] }`,
    to: `    return { answers: answers.reverse(), sessions: [...told.values()] }`,
  },
  {
    name: 'a batch is done backwards',
    why: 'a set taken back comes before the set',
    file: server,
    from: `    const answers = operations.map(({ operationId, method, path, body, sentAt }, index) => {`,
    to: `    const answers = [...operations].reverse().map(({ operationId, method, path, body, sentAt }, index) => {`,
  },
  {
    name: 'the operations of a batch come in one moment',
    why: 'a fast clock puts a set and its correction into one moment',
    file: server,
    from: `arrivalOf(sentAt, receivedAtMs + index)`,
    to: `arrivalOf(sentAt, receivedAtMs)`,
  },
  {
    name: 'whose account it is does not matter',
    why: 'what one account lifted is in another',
    file: server,
    from: `    const account = accountOf(accountId)
    const { method, path, headers, body } = request`,
    to: `    const account = accounts.values().next().value ?? accountOf(accountId)
    const { method, path, headers, body } = request`,
  },
  {
    name: 'the server finishes what is still lifted',
    why: 'a workout under way ends by itself',
    file: server,
    from: `    const { status } = stored.session
    const { starts, keep } = setStarts(status)`,
    to: `    const { status } = stored.session
    if (status === 'in_progress') stored.session = { ...stored.session, status: 'planned' }
    const { starts, keep } = setStarts(status)`,
  },
]
