import type { Mutant } from './mutant.ts'

const server = 'proof/simulator/src/server.ts'

/** Mistakes in the server, made in the simulated one. */
export const inServer: readonly Mutant[] = [
  {
    name: 'no receipts',
    why: 'a repeated request is done twice',
    file: server,
    in: 'run',
    edits: [{ remove: 'if (!known)' }],
  },
  {
    name: 'receipts are forgotten after a while',
    why: 'a request that comes after days is done twice',
    file: server,
    in: 'run',
    edits: [{ before: 'const known =', insert: 'for (const [id] of [...account.receipts].slice(0, -3)) account.receipts.delete(id)' }],
  },
  {
    name: 'the effect without its receipt',
    why: 'a server that dies in between does it twice',
    file: server,
    in: 'run',
    edits: [{ replace: 'if (!known)', with: 'if (!known && account.version % 3 > 0)' }],
  },
  {
    name: 'the receipt without its effect',
    why: 'a server that dies in between confirms what it never did',
    file: server,
    in: 'run',
    edits: [
      {
        before: 'const verdict =',
        insert: `const claimed: StoredVerdict = { kind: 'applied', outcome: 'applied', conflict: null, sessionId: path.split('/')[3]! }`,
      },
      { before: 'const verdict =', insert: `const isThere = account.sessions.has(path.split('/')[3]!)` },
      { replace: 'handle(asked)', with: '(isThere && account.version % 3 === 0 ? claimed : handle(asked))' },
    ],
  },
  {
    name: 'receipts of the device are one for all',
    why: 'an operation is known by its address, and the second set counts as the first',
    file: server,
    in: 'run',
    edits: [
      {
        replace: 'account.receipts.get(operationId)',
        with: `account.receipts.get(operationId) ?? [...account.receipts.values()].find(({ fingerprint: of }) => of.split(' ')[1] === path)`,
      },
    ],
  },
  {
    name: 'a refusal has no receipt',
    why: 'what was refused once is taken when it comes again, and nobody is told',
    file: server,
    in: 'run',
    edits: [{ replace: 'if (!known)', with: `if (!known && verdict.kind === 'applied')` }],
  },
  {
    name: 'the cursor is saved before the rows',
    why: 'the server tells of a version whose change it does not tell',
    file: server,
    in: 'read',
    edits: [{ replace: 'more ? page.at(-1)!.session.version : account.version', with: 'account.version + (page.length > 0 ? 1 : 0)' }],
  },
  {
    name: 'a page begins at its cursor’s time',
    why: 'a change in the same moment as the last one is never told',
    file: server,
    in: 'read',
    edits: [{ replace: 'session.version > since', with: 'session.version > since + (since > 0 ? 1 : 0)' }],
  },
  {
    name: 'removed sessions are not told of',
    why: 'a session that left the programme stays on every phone',
    file: server,
    in: 'read',
    edits: [{ replace: 'page.filter(({ deleted }) => deleted).map(({ session }) => session.id)', with: '[]' }],
  },
  {
    name: 'a set taken back is forgotten',
    why: 'the late repeat of a set brings it back',
    file: server,
    in: 'deleteSet',
    edits: [{ replace: 'say(stored, setId, { set: null, ...sent })', with: 'stored.sets.delete(setId)' }],
  },
  {
    name: 'a change has no version',
    why: 'what one phone logged is never told to the other',
    file: server,
    in: 'putSet',
    edits: [{ before: 'const startedAt', insert: `if (status === 'in_progress') call = { ...call, version: stored.session.version }` }],
  },
  {
    name: 'a batch answers in another order',
    why: 'verdicts are told to the wrong operations',
    file: server,
    in: 'batch',
    edits: [{ replace: 'answers, sessions', with: 'answers: answers.reverse(), sessions' }],
  },
  {
    name: 'a batch is done backwards',
    why: 'a set taken back comes before the set',
    file: server,
    in: 'batch',
    edits: [{ replace: 'operations.map(', with: '[...operations].reverse().map(' }],
  },
  {
    name: 'the operations of a batch come in one moment',
    why: 'a fast clock puts a set and its correction into one moment',
    file: server,
    in: 'batch',
    edits: [{ replace: 'receivedAtMs + index', with: 'receivedAtMs' }],
  },
  {
    name: 'whose account it is does not matter',
    why: 'what one account lifted is in another',
    file: server,
    in: 'answer',
    edits: [{ replace: 'accountOf(accountId)', with: 'accounts.values().next().value ?? accountOf(accountId)' }],
  },
  {
    name: 'the server finishes what is still lifted',
    why: 'a workout under way ends by itself',
    file: server,
    in: 'putSet',
    edits: [
      {
        before: 'const { starts, keep }',
        insert: `if (status === 'in_progress') stored.session = { ...stored.session, status: 'planned' }`,
      },
    ],
  },
]
