import type { Session, SyncAnswer } from '@holdfast/contract'
import type { QueryClient } from '@tanstack/react-query'
import { z } from 'zod'
import type { Api, ApiAnswer } from './api.ts'
import { signInOver, type SignIn } from './signIn.ts'

/** Every session that the server sent to this device, and the cursor of its last page. Stored for a cold start without network. */
export type Programme = { cursor: number; sessions: Readonly<Record<string, Session>>; pulledAt: number }

/** The query key of an account's programme. */
export const programmeKey = (accountId: string): readonly string[] => ['programme', accountId]

/** Whether a query's key is that of a programme, of any account. */
export const isProgrammeKey = ([kind]: readonly unknown[]): boolean => kind === programmeKey('')[0]

const storedSchema = z.object({ cursor: z.number(), sessions: z.record(z.string(), z.unknown()), pulledAt: z.number() })
const storedSession = z.looseObject({
  id: z.string(),
  version: z.number(),
  plan: z.array(z.unknown()),
  actualSets: z.array(z.unknown()),
})

/**
 * Reads a stored programme; null when it is none. Sessions of an unknown shape are left out, and the cursor goes back to 0: the server
 * sends everything again, and the other sessions stay on the screen meanwhile. The contents of a session were checked when it was received.
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

/** The programme of an account as the server last sent it; undefined before its first answer. */
export function programmeOf(queries: QueryClient, accountId: string): Programme | undefined {
  return queries.getQueryData<Programme>(programmeKey(accountId))
}

/** Calls `listener` whenever the programme of an account changed. Call the answer to stop. */
export function followProgramme(queries: QueryClient, accountId: string, listener: () => void): () => void {
  const [kind] = programmeKey(accountId)
  return queries.getQueryCache().subscribe(({ type, query: { queryKey } }) => {
    if (type === 'updated' && queryKey[0] === kind && queryKey[1] === accountId) listener()
  })
}

/** The query key of the revisions of one session, or of all revisions of an account. */
export const revisionsKey = (accountId: string, sessionId?: string): readonly string[] =>
  sessionId === undefined ? ['revisions', accountId] : ['revisions', accountId, sessionId]

/**
 * The programme with one more session; the newest version of a session counts. A session that is missing, although the cursor is past its
 * version, has left the programme: it is not added.
 */
export function withSession(programme: Programme | undefined, session: Session): Programme {
  const before = programme ?? { cursor: 0, sessions: {}, pulledAt: 0 }
  const known = before.sessions[session.id]
  const isOld = known ? known.version > session.version : session.version <= before.cursor
  return isOld ? before : { ...before, sessions: { ...before.sessions, [session.id]: session } }
}

/** The programme after one page. `pulledAt`: ms since 1970. */
export function withPage(programme: Programme | undefined, page: SyncAnswer, pulledAt: number): Programme {
  // A page counts whatever the cursor was: a server that was restored from a backup starts with low versions again.
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
  /** The cursor of the last page. */
  cursor: () => number
  /** Stores one page and answers the programme after it. `askedAtMs`: when the page was requested, by `wallMs`. */
  take: (page: SyncAnswer, askedAtMs: number) => Programme
}

/** Pulls what changed since the cursor, page by page. Throws when a page is refused or unanswered. */
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
 * Pulls an account's programme now, whether or not a screen shows it, and however recent the last pull is. A request in flight is
 * cancelled, because its network may be gone.
 */
export function askForProgramme(queries: QueryClient, accountId: string, ask: () => Promise<Programme>): void {
  const queryKey = programmeKey(accountId)
  void queries.cancelQueries({ queryKey })
  void queries.invalidateQueries({ queryKey, refetchType: 'none' })
  void queries.prefetchQuery({ queryKey, queryFn: ask })
}

/** Makes a request with a token. If the token is refused, renews it once and makes the request again. */
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
