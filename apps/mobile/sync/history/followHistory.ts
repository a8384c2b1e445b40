import type { Session } from '@holdfast/contract'
import type { SlotState } from '@holdfast/outbox'
import { knownOf } from '../engineContext.ts'
import type { Engine } from '../engine.ts'
import { subjectOf } from '../operations.ts'
import { overlay, type Known, type SessionView } from '../overlay.ts'
import { programmeKey, type Programme } from '../programme.ts'
import { historyFrom, type History } from './history.ts'

/** The history of whoever is signed in: the same value until something about a session that is over changes. */
export type FollowedHistory = {
  current(): History
  /** Every session as the screen shows it, also those to come. */
  views(): SessionView[]
  subscribe(listener: () => void): () => void
}

const followed = new WeakMap<Engine, FollowedHistory>()

/** The one history of an engine, so that every screen shares what was worked out. */
export function historyOf(engine: Engine): FollowedHistory {
  const known = followed.get(engine) ?? followHistory(engine)
  followed.set(engine, known)
  return known
}

/**
 * What the server told is taken as it is, once for each answer. Only the sessions this device knows more of are looked at again with
 * every change: so a ✓ in the session on screen costs the history nothing.
 */
function followHistory(engine: Engine): FollowedHistory {
  const viewOf = ownViews(engine)
  let last: { server: Sessions; own: readonly SessionView[]; history: History } | null = null
  return {
    current() {
      const server = serverSessions(engine)
      const ids = ownIds(engine, server)
      const own = [...ids].flatMap((id) => viewOf(id, server[id]) ?? []).filter(isOver)
      if (last?.server === server && isSame(last.own, own)) return last.history
      const others = partsOf(server).over.filter(({ id }) => !ids.has(id))
      last = { server, own, history: historyFrom([...own, ...others.map(fromServer)]) }
      return last.history
    },
    views() {
      const server = serverSessions(engine)
      const ids = ownIds(engine, server)
      const others = Object.values(server).filter(({ id }) => !ids.has(id))
      return [...[...ids].flatMap((id) => viewOf(id, server[id]) ?? []), ...others.map(fromServer)]
    },
    subscribe(listener) {
      const [kind, accountId] = programmeKey(engine.account.id)
      const stops = [
        engine.logs.subscribe(listener),
        engine.outbox.subscribe(listener),
        engine.desk.subscribe(listener),
        engine.queries.getQueryCache().subscribe(({ type, query }) => {
          if (type === 'updated' && query.queryKey[0] === kind && query.queryKey[1] === accountId) listener()
        }),
      ]
      return () => stops.forEach((stop) => stop())
    },
  }
}

type Sessions = Programme['sessions']
const none: Sessions = {}

function serverSessions({ queries, account }: Engine): Sessions {
  return queries.getQueryData<Programme>(programmeKey(account.id))?.sessions ?? none
}

const parts = new WeakMap<Sessions, { open: readonly Session[]; over: readonly Session[] }>()

function partsOf(sessions: Sessions): { open: readonly Session[]; over: readonly Session[] } {
  const all = Object.values(sessions)
  const known = parts.get(sessions) ?? { open: all.filter((session) => !isOver(session)), over: all.filter(isOver) }
  parts.set(sessions, known)
  return known
}

/** The sessions of which this device may know more than the server's copy says. */
function ownIds({ logs, outbox }: Engine, server: Sessions): ReadonlySet<string> {
  const { waiting, attention } = outbox.snapshot()
  const operations = [...waiting, ...attention.map(({ operation }) => operation)]
  return new Set([
    ...Object.keys(logs.current().logs),
    ...partsOf(server).open.map(({ id }) => id),
    ...operations.flatMap((operation) => subjectOf(operation)?.sessionId ?? []),
  ])
}

/** Own sessions as views; the same object again while nothing about the session has changed. */
function ownViews(engine: Engine): (id: string, told: Session | undefined) => SessionView | null {
  const made = new Map<string, { from: readonly unknown[]; view: SessionView }>()
  return (id, told) => {
    const known = knownOf(engine, id)
    const session = told ?? known.log?.session
    if (!session) return null
    const from = [session, ...partsOfKnown(known)]
    const before = made.get(id)
    if (before && isSame(before.from, from)) return before.view
    const view = overlay(session, known)
    made.set(id, { from, view })
    return view
  }
}

function partsOfKnown({ log, completion, skip, restore, keptHere, waits }: Known): unknown[] {
  const part = (state: SlotState | null) =>
    state?.at === 'waiting' || state?.at === 'attention' ? `${state.at} ${state.operation.id}` : state
  return [log, part(completion), part(skip), part(restore), keptHere, waits]
}

const told = new WeakMap<Session, SessionView>()

function fromServer(session: Session): SessionView {
  const view = told.get(session) ?? { ...session, sync: 'server' }
  told.set(session, view)
  return view
}

function isOver({ status }: Session): boolean {
  return status === 'completed' || status === 'skipped'
}

function isSame(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((one, at) => one === b[at])
}
