import assert from 'node:assert/strict'
import { test } from 'node:test'
import { QueryClient } from '@tanstack/react-query'
import type { SyncAnswer } from '@holdfast/contract'
import type { Api } from '../sync/server/api.ts'
import {
  askForProgramme,
  followProgramme,
  isProgrammeKey,
  programmeKey,
  programmeOf,
  pull,
  revisionsKey,
  storedProgramme,
  withPage,
  withSession,
  type Programme,
} from '../sync/server/programme.ts'
import { newSession, signedIn } from './server.ts'

test('a late verdict does not restore a session that a tombstone removed (simulator, seeds 19 and 2735)', () => {
  const session = { ...newSession(), version: 3 }
  const known = withSession(undefined, session)
  const told = { sessions: [], tombstones: [session.id], cursor: 4, more: false, serverTime: '2026-11-23T12:00:00.000Z' }
  const pulled = withPage(known, told, 1)
  assert.deepEqual(withSession(pulled, session).sessions, {}, 'answered before it left, heard after')
  assert.deepEqual(withSession(pulled, { ...session, version: 4 }).sessions, {}, 'answered again, after it left')
  const back = { ...session, version: 5 }
  assert.deepEqual(withSession(pulled, back).sessions, { [session.id]: back }, 'somebody lifted in it: it is there again')
  const anew = { ...told, sessions: [session], tombstones: [], cursor: 3 }
  assert.deepEqual(withPage(pulled, anew, 1).sessions, { [session.id]: session }, 'a server that lost its last versions tells all anew')
})

const page = (more: Partial<SyncAnswer> = {}): SyncAnswer => ({
  sessions: [],
  tombstones: [],
  cursor: 7,
  more: false,
  serverTime: '2026-11-23T12:00:00.000Z',
  ...more,
})
const session = { ...newSession(), version: 3 }
const programme: Programme = { cursor: 3, sessions: { [session.id]: session }, pulledAt: 9 }

test('of two answers about a session the newer counts, and of two as new the later', () => {
  const versions = (version: number) => withSession(programme, { ...session, version, notes: 'told' }).sessions[session.id]
  assert.deepEqual([versions(2)?.notes, versions(3)?.notes, versions(4)?.notes], ['', 'told', 'told'])
  assert.deepEqual(withSession(programme, { ...session, version: 4 }), {
    ...programme,
    sessions: { [session.id]: { ...session, version: 4 } },
  })
  assert.equal(withSession(programme, { ...session, version: 2 }), programme, 'the same programme where there is no news')
  const first = { ...newSession(), version: 1 }
  assert.deepEqual(withSession(undefined, first), { cursor: 0, sessions: { [first.id]: first }, pulledAt: 0 })
})

test('a page brings its sessions, takes away what is gone, keeps the rest, and says how far it told and when', () => {
  const [gone, added] = [
    { ...newSession(), version: 2 },
    { ...newSession(), version: 1 },
  ]
  const before = { ...programme, sessions: { ...programme.sessions, [gone.id]: gone } }
  const after = withPage(before, page({ sessions: [added], tombstones: [gone.id] }), 50)
  assert.deepEqual(after, { cursor: 7, sessions: { [session.id]: session, [added.id]: added }, pulledAt: 50 })
  assert.deepEqual(withPage(undefined, page(), 50), { cursor: 7, sessions: {}, pulledAt: 50 })
})

test('a programme is read back as it was; without what cannot be read the server is asked for everything again', () => {
  const kept = JSON.parse(JSON.stringify(programme)) as object
  assert.deepEqual(storedProgramme(kept), programme)
  const damaged = { ...programme, sessions: { ...programme.sessions, other: session, third: { id: 'third' } } }
  assert.deepEqual(storedProgramme(damaged), { ...programme, cursor: 0 })
  for (const garbage of [null, 'x', {}, { ...programme, cursor: '3' }, { ...programme, pulledAt: null }, { ...programme, sessions: [] }])
    assert.equal(storedProgramme(garbage), null)
})

test('a programme and the kept logs stand under keys of their account', () => {
  assert.deepEqual(
    [programmeKey('a'), revisionsKey('a'), revisionsKey('a', 's')],
    [
      ['programme', 'a'],
      ['revisions', 'a'],
      ['revisions', 'a', 's'],
    ],
  )
  assert.deepEqual([isProgrammeKey(programmeKey('b')), isProgrammeKey(revisionsKey('b'))], [true, false])
})

test('who follows a programme hears whenever that one is another, until they stop', () => {
  const queries = new QueryClient()
  let heard = 0
  const stop = followProgramme(queries, 'a', () => heard++)
  queries.setQueryData(programmeKey('a'), programme)
  const once = heard
  assert.ok(once > 0)
  queries.setQueryData(programmeKey('b'), programme)
  queries.setQueryData(revisionsKey('a'), [])
  assert.equal(heard, once)
  queries.removeQueries({ queryKey: programmeKey('a') })
  assert.equal(heard, once, 'one that is forgotten is no news')
  queries.setQueryData(programmeKey('a'), programme)
  const twice = heard
  stop()
  queries.setQueryData(programmeKey('a'), { ...programme, cursor: 5 })
  assert.deepEqual([heard, programmeOf(queries, 'a')?.cursor, programmeOf(queries, 'c')], [twice, 5, undefined])
})

test('a programme is asked for again, whenever it was asked for last and whatever is still out', async () => {
  const queries = new QueryClient({ defaultOptions: { queries: { staleTime: Infinity, retry: false } } })
  queries.setQueryData(programmeKey('a'), programme)
  let asked = 0
  const hangs = () => new Promise<Programme>(() => asked++)
  askForProgramme(queries, 'a', hangs)
  await new Promise((resolve) => setImmediate(resolve))
  askForProgramme(queries, 'a', async () => ({ ...programme, cursor: ++asked * 10 }))
  for (let turns = 0; turns < 5; turns++) await new Promise((resolve) => setImmediate(resolve))
  assert.deepEqual([asked, programmeOf(queries, 'a')?.cursor], [2, 20])
  queries.clear()
})

test('a pull takes in page after page from where it was told to last, each with when it was asked for', async () => {
  const answers = [page({ cursor: 4, more: true }), page({ cursor: 6, more: true }), page()]
  const asked: unknown[] = []
  const taken: [number, number][] = []
  let [cursor, now] = [3, 100]
  const api = {
    request: assert.fail,
    call: async (name: string, input: unknown) => {
      asked.push([name, input])
      now += 10
      return { ok: true, answer: answers.shift()! }
    },
  } as unknown as Api
  const take = (one: SyncAnswer, askedAtMs: number): Programme => {
    taken.push([one.cursor, askedAtMs])
    cursor = one.cursor
    return { ...programme, cursor }
  }
  const signIn = { signedIn, token: () => Promise.resolve('mine'), renew: assert.fail }
  assert.equal((await pull({ api, signIn, wallMs: () => now, cursor: () => cursor, take })).cursor, 7)
  assert.deepEqual(
    asked,
    ['3', '4', '6'].map((from) => ['sync', { query: { cursor: from }, token: 'mine' }]),
  )
  assert.deepEqual(taken, [
    [4, 100],
    [6, 110],
    [7, 120],
  ])
})

test('a pull that is not answered fails, with what the server said where it said something', async () => {
  const signIn = { signedIn, token: () => Promise.resolve('mine'), renew: assert.fail }
  const pulled = (answer: object) =>
    pull({ api: { call: async () => answer } as unknown as Api, signIn, wallMs: () => 0, cursor: () => 0, take: assert.fail })
  await assert.rejects(pulled({ ok: false, problem: null, silence: 'network' }), { message: 'the server is not answering' })
  await assert.rejects(pulled({ ok: false, problem: { status: 503, detail: 'closed for the night' } }), { message: 'closed for the night' })
})
