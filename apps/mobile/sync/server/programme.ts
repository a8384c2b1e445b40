import type { Session, SyncAnswer } from '@holdfast/contract'
import type { QueryClient } from '@tanstack/react-query'
import { z } from 'zod'
import type { Api, ApiAnswer } from './api.ts'
import { signInOver, type SignIn } from './signIn.ts'

/** Every session the server told this device of, and how far it has told. Kept at a cold start without network. */
export type Programme = { cursor: number; sessions: Readonly<Record<string, Session>>; pulledAt: number }

export const programmeKey = (accountId: string): readonly string[] => ['programme', accountId]

/** Whether a query's key is that of a programme, whoever's it is. */
export const isProgrammeKey = ([kind]: readonly unknown[]): boolean => kind === programmeKey('')[0]

const storedSchema = z.object({ cursor: z.number(), sessions: z.record(z.string(), z.unknown()), pulledAt: z.number() })
const storedSession = z.looseObject({
  id: z.string(),
  version: z.number(),
  plan: z.array(z.unknown()),
  actualSets: z.array(z.unknown()),
})

/**
 * A programme as it can be read back from the device, or null. Sessions of a shape nobody knows are left out, and the server is
 * asked for everything again: the others stay on the screen meanwhile. What is in a session was checked when it was heard.
 */
export function storedProgramme(data: unknown): Programme | null {
  const read = storedSchema.safeParse(data)
  if (!read.success) return null
  const all = Object.entries(read.data.sessions)
  const readable = all.filter(([id, session]) => storedSession.safeParse(session).data?.id === id)
  return {
    ...read.data,
    cursor: readable.length === all.length ? read.data.cursor : 0,
    sessions: Object.fromEntries(readable) as Programme['sessions'],
  }
}

/** What the server told this device of an account last; undefined before it told anything. */
export function programmeOf(queries: QueryClient, accountId: string): Programme | undefined {
  return queries.getQueryData<Programme>(programmeKey(accountId))
}

/** Hears whenever what the server told of an account is another. Returns what stops it. */
export function followProgramme(queries: QueryClient, accountId: string, listener: () => void): () => void {
  const [kind] = programmeKey(accountId)
  return queries.getQueryCache().subscribe(({ type, query: { queryKey } }) => {
    if (type === 'updated' && queryKey[0] === kind && queryKey[1] === accountId) listener()
  })
}

/** Every log of a session that lost, as the server told it last. */
export const revisionsKey = (accountId: string, sessionId?: string): readonly string[] =>
  sessionId === undefined ? ['revisions', accountId] : ['revisions', accountId, sessionId]

/**
 * The newest version of a session wins: an answer that was overtaken brings no old news. Nor does one of a session that is not here
 * although everything up to its version was told: it left the programme meanwhile.
 */
export function withSession(programme: Programme | undefined, session: Session): Programme {
  const before = programme ?? { cursor: 0, sessions: {}, pulledAt: 0 }
  const known = before.sessions[session.id]
  const isOld = known ? known.version > session.version : session.version <= before.cursor
  return isOld ? before : { ...before, sessions: { ...before.sessions, [session.id]: session } }
}

export function withPage(programme: Programme | undefined, page: SyncAnswer, pulledAt: number): Programme {
  // A page is news whatever was told before: a server that was restored from a backup begins anew.
  const next = page.sessions.reduce<Programme>(withSession, { cursor: 0, sessions: programme?.sessions ?? {}, pulledAt: 0 })
  const gone = new Set(page.tombstones)
  const sessions = Object.fromEntries(Object.entries(next.sessions).filter(([id]) => !gone.has(id)))
  return { cursor: page.cursor, sessions, pulledAt }
}

export type PullOptions = {
  api: Api
  signIn: SignIn
  /** This device's wall clock. */
  wallMs: () => number
  /** How far the server has told. */
  cursor: () => number
  /** Takes in one page, asked for at a moment of that clock, and gives what is known then. */
  take: (page: SyncAnswer, askedAtMs: number) => Programme
}

/** Pulls what changed since the cursor, page by page. Throws when the server is not heard. */
export async function pull({ api, signIn, wallMs, cursor, take }: PullOptions): Promise<Programme> {
  for (;;) {
    let askedAtMs = 0
    const answer = await authorized(signIn, (token) => {
      askedAtMs = wallMs()
      return api.call('sync', { query: { cursor: String(cursor()) }, token })
    })
    if (!answer.ok) throw new Error(answer.problem?.detail ?? 'the server is not answering')
    const programme = take(answer.answer, askedAtMs)
    if (!answer.answer.more) return programme
  }
}

/**
 * Asks the server for an account's programme now, whether or not a screen shows it, and whenever it was asked last. A request that is
 * still out is not waited for: it may be one of a network that is gone.
 */
export function askForProgramme(queries: QueryClient, accountId: string, ask: () => Promise<Programme>): void {
  const queryKey = programmeKey(accountId)
  void queries.cancelQueries({ queryKey })
  void queries.invalidateQueries({ queryKey, refetchType: 'none' })
  void queries.prefetchQuery({ queryKey, queryFn: ask })
}

/** Asks with a token; when it is refused, renews once and asks again. */
export async function authorized<T>(signIn: SignIn, ask: (token: string) => Promise<ApiAnswer<T>>): Promise<ApiAnswer<T>> {
  const token = await signIn.token()
  if (token !== null) {
    const answer = await ask(token)
    if (answer.ok || answer.problem?.status !== 401) return answer
  }
  const renewal = await signIn.renew()
  if (renewal === 'refused') return { ok: false, problem: signInOver }
  if (renewal === 'unanswered') return { ok: false, problem: null, silence: 'network' }
  return ask((await signIn.token()) ?? '')
}
