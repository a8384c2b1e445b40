import { NOTES_CHARACTERS_MAX, plannedSetsOf, storable, type ActualSet, type Plan, type PlannedSet, type Session } from '@holdfast/contract'
import type { Saved } from '@holdfast/journal'
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Engine } from '../sync/engine.ts'
import { finishSession } from '../sync/finishSession.ts'
import type { AddedSet, SetDraft } from '../sync/lifterEvent.ts'
import { deleteSet, putSet } from '../sync/operations.ts'
import type { SessionLog } from '../sync/sessionLog.ts'

/** What stands in the cells of a set. */
export type SetValues = SetDraft

export type SessionState = {
  /** The session on screen, or null. */
  sessionId: string | null
  title: string
  plan: Plan
  planVersion: number
  /** The programme changed while this session runs, and the lifter has not seen the note yet. */
  planNews: boolean
  plannedSets: readonly PlannedSet[]
  /** What was lifted, by set id. The authority while the session is in progress. */
  actualSets: Readonly<Record<string, ActualSet>>
  /** What stands in cells that have no ✓ yet. */
  drafts: Readonly<Record<string, SetDraft>>
  addedSets: readonly AddedSet[]
  removedSetIds: readonly string[]
  sessionRpe: number | null
  sessionNotes: string
  startedAt: string | null
  ended: SessionLog['ended']
  /** The last thing a person did could not be stored: nothing else may look saved. */
  notSaved: { why: string; setId: string | null } | null

  /** Opens a session for logging, or goes on with it. Never touches another one that holds sets. */
  startSession(session: Session, whenSaved?: WhenSaved): void
  /** Keeps what stands in the cells of a set, from the first key on. On a logged set it changes the log. */
  updateSet(setId: string, values: SetValues, whenSaved?: WhenSaved): void
  completeSet(setId: string, values: SetValues, whenSaved?: WhenSaved): void
  uncompleteSet(setId: string, whenSaved?: WhenSaved): void
  addSet(exerciseId: string, whenSaved?: WhenSaved): void
  removeSet(setId: string, whenSaved?: WhenSaved): void
  setSessionRpe(sessionRpe: number | null, whenSaved?: WhenSaved): void
  setSessionNotes(notes: string, whenSaved?: WhenSaved): void
  finish(whenSaved?: WhenSaved): void
  /** Leaves the session: its log stays where it is. */
  reset(whenSaved?: WhenSaved): void
  seenPlanNews(): void
  /** Takes the server's plan for the session on screen: the server wins, and no logged set moves. */
  receivePlan(session: Session): void
}

/** Hears whether the action is durable: true before the ✓ is shown, false when nothing was saved. */
export type WhenSaved = (saved: boolean) => void

/**
 * The session screen's state: the fold of the journal, for the session that is open. Every action appends to the journal
 * first, and the state follows from the record: write, then show.
 */
export function createSessionStore(engine: Engine): StoreApi<SessionState> {
  const { deviceClock, logs } = engine
  const currentLog = (): SessionLog | undefined => {
    const { currentId, logs: all } = logs.current()
    return currentId === null ? undefined : all[currentId]
  }

  return createStore<SessionState>()((set, get) => {
    const open = (): SessionLog => {
      const log = currentLog()
      if (!log) throw new Error('no session is open')
      return log
    }
    const hear = (setId: string | null, whenSaved: WhenSaved | undefined) => (saved: Saved) => {
      set({ notSaved: saved.saved ? null : { why: saved.why, setId } })
      whenSaved?.(saved.saved)
    }
    const logSet = (setId: string, values: SetValues, whenSaved: WhenSaved | undefined): void => {
      const { sessionId, actualSets, addedSets } = open()
      const loggedAt = deviceClock.loggedAt()
      const before = actualSets[setId]
      const identity = before ?? identityOf(setId, get().plan, addedSets)
      const actual: ActualSet = { ...identity, ...values, completedAt: before?.completedAt ?? loggedAt, logged_at: loggedAt }
      engine.record({ kind: 'setCompleted', sessionId, set: actual }, putSet(sessionId, actual), hear(setId, whenSaved))
    }

    let newestPlan: Session | null = null
    logs.subscribe(() => {
      const log = currentLog()
      set(log ? shown(log, newestPlan, get()) : nothing)
    })
    const log = currentLog()

    return {
      ...(log ? shown(log, null, nothing) : nothing),
      planNews: false,
      notSaved: null,

      startSession(session, whenSaved) {
        const startedAt = deviceClock.loggedAt()
        engine.record({ kind: 'sessionStarted', sessionId: session.id, session, startedAt }, null, hear(null, whenSaved))
      },
      updateSet(setId, values, whenSaved) {
        const { sessionId, actualSets } = open()
        if (actualSets[setId]) return logSet(setId, values, whenSaved)
        engine.record({ kind: 'setDrafted', sessionId, setId, draft: values }, null, hear(setId, whenSaved))
      },
      completeSet: logSet,
      uncompleteSet(setId, whenSaved) {
        const { sessionId } = open()
        const intent = deleteSet(sessionId, setId, deviceClock.loggedAt())
        engine.record({ kind: 'setUncompleted', sessionId, setId }, intent, hear(setId, whenSaved))
      },
      addSet(exerciseId, whenSaved) {
        const added: AddedSet = { id: engine.newId(), exerciseId, setType: 'working' }
        engine.record({ kind: 'setAdded', sessionId: open().sessionId, set: added }, null, hear(added.id, whenSaved))
      },
      removeSet(setId, whenSaved) {
        const { sessionId, actualSets } = open()
        const intent = actualSets[setId] ? deleteSet(sessionId, setId, deviceClock.loggedAt()) : null
        engine.record({ kind: 'setRemoved', sessionId, setId }, intent, hear(setId, whenSaved))
      },
      setSessionRpe(sessionRpe, whenSaved) {
        engine.record({ kind: 'sessionRpeSet', sessionId: open().sessionId, sessionRpe }, null, hear(null, whenSaved))
      },
      setSessionNotes(typed, whenSaved) {
        const notes = storable(typed).slice(0, NOTES_CHARACTERS_MAX)
        engine.record({ kind: 'notesWritten', sessionId: open().sessionId, notes }, null, hear(null, whenSaved))
      },
      finish(whenSaved) {
        finishSession(engine, open().sessionId, hear(null, whenSaved))
      },
      reset(whenSaved) {
        const { currentId } = logs.current()
        if (currentId !== null) engine.record({ kind: 'sessionLeft', sessionId: currentId }, null, hear(null, whenSaved))
      },
      seenPlanNews: () => set({ planNews: false }),
      receivePlan(session) {
        const running = currentLog()
        if (running?.sessionId !== session.id || session.planVersion <= get().planVersion) return
        newestPlan = session
        set({ ...shown(running, newestPlan, get()), planNews: running.ended === null })
      },
    }
  })
}

type Shown = Omit<SessionState, 'planNews' | 'notSaved' | keyof Actions>
type Actions = { [K in keyof SessionState as SessionState[K] extends (...args: never[]) => void ? K : never]: SessionState[K] }

const nothing: Shown = {
  sessionId: null,
  title: '',
  plan: [],
  planVersion: 0,
  plannedSets: [],
  actualSets: {},
  drafts: {},
  addedSets: [],
  removedSetIds: [],
  sessionRpe: null,
  sessionNotes: '',
  startedAt: null,
  ended: null,
}

/** The log, with the newest plan known for it. What did not change keeps its identity, so only the row that did is drawn. */
function shown(log: SessionLog, newest: Session | null, before: Shown): Shown {
  const planned = newest?.id === log.sessionId && newest.planVersion > log.session.planVersion ? newest : log.session
  return {
    sessionId: log.sessionId,
    title: planned.title,
    plan: planned.plan,
    planVersion: planned.planVersion,
    plannedSets: before.plan === planned.plan ? before.plannedSets : plannedSetsOf(planned.plan),
    actualSets: log.actualSets,
    drafts: log.drafts,
    addedSets: log.addedSets,
    removedSetIds: log.removedSetIds,
    sessionRpe: log.sessionRpe,
    sessionNotes: log.notes,
    startedAt: log.startedAt,
    ended: log.ended,
  }
}

type SetIdentity = Pick<ActualSet, 'id' | 'exerciseId' | 'plannedSetId' | 'setType' | 'setOrder'>

/** What a set is, from the plan or from what the lifter added. Added sets come after the planned ones. */
function identityOf(setId: string, plan: Plan, addedSets: readonly AddedSet[]): SetIdentity {
  let setOrder = 0
  for (const exercise of [...plan].sort((a, b) => a.order - b.order)) {
    for (const { id, setType } of exercise.sets) {
      if (id === setId) return { id, exerciseId: exercise.exerciseId, plannedSetId: id, setType, setOrder }
      setOrder++
    }
  }
  const index = addedSets.findIndex(({ id }) => id === setId)
  const added = addedSets[index]
  if (!added) throw new Error(`set ${setId} is neither planned nor added`)
  return { id: setId, exerciseId: added.exerciseId, plannedSetId: null, setType: added.setType, setOrder: setOrder + index }
}
