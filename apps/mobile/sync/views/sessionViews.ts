import type { Session } from '@holdfast/contract'
import type { Operation, SlotState } from '@holdfast/outbox'
import { knownOf } from '../engine/known.ts'
import type { Engine } from '../engine/engine.ts'
import { sessionOfLane } from '../session/operations.ts'
import type { Known } from '../session/known.ts'
import { overlay, type SessionView } from '../session/overlay.ts'
import { followProgramme, programmeOf, type Programme } from '../server/programme.ts'

/** Every session on this device as the screen shows it. A view is the same object until something about its session changes. */
export type SessionViews = {
  all: ReadonlyMap<string, SessionView>
  /** The ids of the sessions that are not over. */
  open: ReadonlySet<string>
  /** The session ids of each day, `YYYY-MM-DD`. */
  days: ReadonlyMap<string, ReadonlySet<string>>
  /** A new object after any change. */
  mark: object
  /** A new object after a session that is over was added, changed or removed. */
  overMark: object
}

/** The views of all sessions, computed when they are read. */
export type FollowedViews = {
  /** The current views. O(what changed since the last call); the server's sessions are compared one by one. */
  current(): SessionViews
  subscribe(listener: () => void): () => void
}

const followed = new WeakMap<Engine, FollowedViews>()

/** The views of an engine. There is one object, so that all screens share its computations. */
export function viewsOf(engine: Engine): FollowedViews {
  const known = followed.get(engine) ?? followViews(engine)
  followed.set(engine, known)
  return known
}

function followViews(engine: Engine): FollowedViews {
  const { logs, outbox, activity, queries, account } = engine
  const all = new Map<string, SessionView>()
  const open = new Set<string>()
  const days = new Map<string, Set<string>>()
  const viewOf = cachedViews(engine)
  let views: SessionViews = { all, open, days, mark: {}, overMark: {} }
  let server: Sessions = none
  let discarded: ReadonlyMap<string, string> = new Map()
  let isActivityNew = true
  // Changes are only noted here: a ✓ must not wait for views that no screen shows.
  const dirty = new Set<string>(Object.keys(logs.current().logs))
  logs.subscribe((sessionId) => dirty.add(sessionId))
  outbox.subscribe((lanes) => {
    for (const lane of lanes) dirty.add(sessionOfLane(lane))
  })
  activity.subscribe(() => (isActivityNew = true))

  const hearServer = (): void => {
    const told = programmeOf(queries, account.id)?.sessions ?? none
    if (told === server) return
    for (const id in told) if (told[id] !== server[id]) dirty.add(id)
    for (const id in server) if (told[id] === undefined) dirty.add(id)
    server = told
  }
  const readActivity = (): void => {
    if (!isActivityNew) return
    const now = new Map(
      activity.current().discarded.map(({ operation, keptHere }) => [`${keptHere} ${operation.id}`, sessionOfLane(operation.lane)]),
    )
    for (const [key, sessionId] of now) if (!discarded.has(key)) dirty.add(sessionId)
    for (const [key, sessionId] of discarded) if (!now.has(key)) dirty.add(sessionId)
    discarded = now
    isActivityNew = false
  }
  const update = (id: string): boolean => {
    const before = all.get(id)
    const view = viewOf(id, server[id])
    if (view === before) return false
    if (before) takeOut(days, before)
    if (view) putIn(days, view)
    if (view) all.set(id, view)
    else all.delete(id)
    if (view && !isOver(view)) open.add(id)
    else open.delete(id)
    const overMark = (before && isOver(before)) || (view && isOver(view)) ? {} : views.overMark
    views = { ...views, overMark }
    return true
  }
  return {
    current() {
      hearServer()
      readActivity()
      let isNew = false
      for (const id of dirty) if (update(id)) isNew = true
      dirty.clear()
      if (isNew) views = { ...views, mark: {} }
      return views
    },
    subscribe(listener) {
      const stops = [
        logs.subscribe(listener),
        outbox.subscribe(listener),
        activity.subscribe(listener),
        followProgramme(queries, account.id, listener),
      ]
      return () => stops.forEach((stop) => stop())
    },
  }
}

type Sessions = Programme['sessions']
const none: Sessions = {}

/** Whether a session is finished or skipped. */
export function isOver({ status }: Pick<Session, 'status'>): boolean {
  return status === 'completed' || status === 'skipped'
}

/**
 * An empty session that is left on the server. The lifter discarded a workout outside any programme, after its only set was taken back: it
 * has no plan and no sets.
 */
export function isNothing({ programme, plan, actualSets, status }: Session): boolean {
  return programme === null && plan.length === 0 && actualSets.length === 0 && (status === 'planned' || status === 'in_progress')
}

/** The views of single sessions. The same object again while nothing about the session has changed. */
function cachedViews(engine: Engine): (id: string, told: Session | undefined) => SessionView | null {
  const made = new Map<string, { from: readonly unknown[]; view: SessionView }>()
  return (id, told) => {
    const known = knownOf(engine, id)
    const session = told ?? known.log?.session
    if (!session || (!known.log && isNothing(session))) return null
    const from = [session, ...partsOfKnown(known)]
    const before = made.get(id)
    if (before && isSame(before.from, from)) return before.view
    const view = overlay(session, known)
    made.set(id, { from, view })
    return view
  }
}

function partsOfKnown({ log, completion, skip, restore, keptHere, rejected, waits, setState }: Known): unknown[] {
  const part = (state: SlotState | null) =>
    state?.at === 'waiting' || state?.at === 'attention' ? `${state.at} ${state.operation.id}` : state
  const ids = (operations: readonly Operation[]) => operations.map(({ id }) => id).join()
  const undecided = ids(rejected.map(({ operation }) => operation))
  const sets = Object.keys(log?.own ?? {}).map((id) => setState(id)?.at)
  return [log, part(completion), part(skip), part(restore), ids(keptHere), undecided, waits, sets.join()]
}

function isSame(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((one, at) => one === b[at])
}

function putIn(days: Map<string, Set<string>>, { id, scheduledOn }: SessionView): void {
  const day = days.get(scheduledOn)
  if (day) day.add(id)
  else days.set(scheduledOn, new Set([id]))
}

function takeOut(days: Map<string, Set<string>>, { id, scheduledOn }: SessionView): void {
  days.get(scheduledOn)?.delete(id)
}
