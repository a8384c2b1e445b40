import { NOTES_CHARACTERS_MAX, storableStart, type ActualSet, type Session, type SetType } from '@holdfast/contract'
import type { Saved } from '@holdfast/journal'
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Change } from '../sync/session/changes.ts'
import type { Engine, Word } from '../sync/engine/engine.ts'
import { exercisePlaces } from '../sync/session/exercisePlaces.ts'
import { keyOfAdded } from '../sync/session/keyOfAdded.ts'
import { finishSession, finishTimes, timedLog } from '../sync/engine/finishSession.ts'
import type { AddedSet, ExerciseRef, Rest, SetDraft } from '../sync/session/lifterEvent.ts'
import { deleteSet, putSet } from '../sync/session/operations.ts'
import { adjustedRest, restFrom } from '../sync/session/rest.ts'
import { isSameLift } from '../sync/session/sameLift.ts'
import type { SessionLog } from '../sync/session/sessionLog.ts'
import { REST_OF_ADDED_S, restSecondsOf, setIdentity, type SetIdentity } from '../sync/session/setIdentity.ts'
import { unplannedSession } from '../sync/session/unplannedSession.ts'
import { elapsedMs, overSince, type WorkoutTimes } from '../sync/session/workoutTimes.ts'
import type { Settings } from './settingsStore.ts'
import { guardedStore } from './guardedStore.ts'
import { noSession, shownOf, type ShownSession } from './shownSession.ts'

/** What could not be stored, and why. With `detail`, the app failed, not the storage. */
export type NotSaved = { why: string; setId: string | null; detail?: string }

/** The content of a set's cells. */
export type SetValues = SetDraft

/** The session on screen and the actions of its page. Actions on the session on screen throw when none is open. */
export type SessionState = ShownSession & {
  /** The programme changed while this session is in progress, and the lifter has not dismissed the note. */
  planNews: boolean
  /** The system refused the alert for the end of the rest. */
  restAlertFailed: boolean
  /** The person's last action could not be stored: nothing else may look saved. */
  notSaved: NotSaved | null

  /** Opens a session for logging, or continues it. Never changes another session that holds sets. */
  startSession(session: Session, whenSaved?: WhenSaved): void
  /** Stores the content of a set's cells, from the first key on. For a logged set it changes the log. */
  updateSet(setId: string, values: SetValues, whenSaved?: WhenSaved): void
  /** Logs a set. A second call with the same values, while the first is being written, does nothing, and does not call its `whenSaved`. */
  completeSet(setId: string, values: SetValues, whenSaved?: WhenSaved): void
  /** Takes a logged set back, once, however often it is called. Does nothing when the set is not in the log. */
  uncompleteSet(setId: string, whenSaved?: WhenSaved): void
  /** Adds a set to a place: the id of a planned exercise, or of an added one. */
  addSet(key: string, whenSaved?: WhenSaved): void
  /** Removes a set from the screen; a logged one also from the server. */
  removeSet(setId: string, whenSaved?: WhenSaved): void
  /** Changes the type of a set. A logged set is logged again with it. */
  setSetType(setId: string, setType: SetType, whenSaved?: WhenSaved): void
  /**
   * Adds an exercise with `sets` open sets. If it is in this session already, its place gets one more set. A planned one that was removed
   * is restored.
   */
  addExercise(exercise: ExerciseRef, options?: { sets?: number; restSeconds?: number | null }, whenSaved?: WhenSaved): void
  /** Replaces the exercise of a place from now on; null restores the place's own. Logged sets do not change. */
  swapExercise(key: string, exercise: ExerciseRef | null, whenSaved?: WhenSaved): void
  /** Removes the open sets of a place from the screen. Logged sets stay. */
  removeExercise(key: string, openSetIds: readonly string[], whenSaved?: WhenSaved): void
  /** Puts the places in this order; `key` is the one that was moved. */
  orderExercises(key: string, keys: readonly string[], whenSaved?: WhenSaved): void
  /** Undoes one of the recent changes. */
  undo(change: Change, whenSaved?: WhenSaved): void
  adjustRest(byMs: number): void
  skipRest(): void
  /** What is left of a rest in ms, unaffected by changes of the clock. Negative when it has been over for that long. */
  restLeftMs(rest: Rest): number
  /** Now by the server's clock, as far as it is known: Unix epoch in ms. */
  nowMs(): number
  /** How long the session on screen has been in progress, in ms; null when nothing was lifted for hours. */
  elapsedMs(): number | null
  /**
   * The start and the end of the session on screen if it were finished now. One that was finished before keeps its times. Null without a
   * session.
   */
  timesToFinish(): WorkoutTimes | null
  setSessionRpe(sessionRpe: number | null, whenSaved?: WhenSaved): void
  setSessionNotes(notes: string, whenSaved?: WhenSaved): void
  /** Starts a session outside any programme, on a local day, with a new id. */
  startUnplanned(title: string, scheduledOn: string, whenSaved?: (saved: boolean, sessionId: string) => void): void
  /** Finishes the session on screen, or saves the changes of a finished one. `times` replace those of `timesToFinish`. */
  finish(whenSaved?: WhenSaved, times?: WorkoutTimes): void
  /** Takes a finish or a skip back: the session is in progress again, even if its end was sent. */
  reopen(sessionId: string, whenSaved?: WhenSaved): void
  /** Takes back the start of a session without sets. A planned one is planned again; one outside any programme is deleted. */
  discard(sessionId: string, whenSaved?: WhenSaved): void
  /** Closes the session on screen. Its log stays. */
  reset(whenSaved?: WhenSaved): void
  seenPlanNews(): void
  /** Receives the server's copy of the session on screen. Its plan replaces the old one; logged sets do not change. */
  receivePlan(session: Session): void
}

/** Receives whether the action is durable: true before the ✓ is shown, false when nothing was stored. */
export type WhenSaved = (saved: boolean) => void

/**
 * Creates the state of the session screen, computed from the logs. Every action appends to the journal first, and the state follows from
 * the record: write, then show.
 */
export function createSessionStore(
  engine: Engine,
  settings: Pick<StoreApi<Pick<Settings, 'restAuto'>>, 'getState'>,
): StoreApi<SessionState> {
  const { deviceClock, logs } = engine
  const currentLog = (): SessionLog | undefined => {
    const { currentId, logs: all } = logs.current()
    return currentId === null ? undefined : all[currentId]
  }

  /** The server's last copy of a session, received while it was on screen. */
  let told: Session | null = null

  const store = createStore<SessionState>()((set, get) => {
    const open = (): SessionLog => {
      const log = currentLog()
      if (!log) throw new Error('no session is open')
      return log
    }
    const hear = (setId: string | null, whenSaved: WhenSaved | undefined) => (saved: Saved) => {
      // Every set on the page subscribes, so a normal save must not change the state.
      if (!saved.saved || get().notSaved !== null) set({ notSaved: saved.saved ? null : notSavedOf(saved, setId) })
      whenSaved?.(saved.saved)
    }
    // A browser answers a write a moment later, and the ✓ looks unchanged until then. A second tap then asks for the same as the first.
    const asked = new Map<string, SetValues | null>()
    const ask = (setId: string, what: SetValues | null, whenSaved: WhenSaved | undefined): WhenSaved => {
      asked.set(setId, what)
      return (saved) => {
        if (asked.get(setId) === what) asked.delete(setId)
        whenSaved?.(saved)
      }
    }
    /**
     * Records a statement about the session on screen, made from its log in its turn. A ✓ that is still being written (in a browser, or in
     * another tab) is in the log by then.
     */
    const say = (make: (log: SessionLog, loggedAt: string, doneAt: string) => Word, whenSaved: (saved: Saved) => void): void => {
      const before = open()
      engine.say((loggedAt, doneAt) => make(logs.current().logs[before.sessionId] ?? before, loggedAt, doneAt), whenSaved)
    }
    const logged = (log: SessionLog, identity: SetIdentity, values: SetValues, { loggedAt, doneAt, rest }: Logging): Word => {
      const before = log.actualSets[identity.id]
      // A set that is added to a finished workout counts as lifted during it.
      const liftedAt = overSince(log, told?.id === log.sessionId ? told : null) ?? doneAt
      const set: ActualSet = { ...(before ?? identity), ...values, completedAt: before?.completedAt ?? liftedAt, logged_at: loggedAt }
      const event = { kind: 'setCompleted', sessionId: log.sessionId, set, ...(rest === undefined ? {} : { rest }) } as const
      return { event, intent: putSet(log, set) }
    }
    /** The rest that a ✓ begins. It is in the same record as the set, so that neither exists without the other. */
    const restAfter = (setId: string): Rest | null => {
      const log = open()
      const seconds = restSecondsOf(setId, get().plan, log)
      return !get().isOver && settings.getState().restAuto && seconds ? restFrom(engine.wallMs(), seconds) : null
    }
    const removeSet = (setId: string, how: { undoes?: true }, whenSaved: WhenSaved | undefined): void => {
      const remove = (log: SessionLog, loggedAt: string): Word => ({
        event: { kind: 'setRemoved', sessionId: log.sessionId, setId, ...how, logged_at: loggedAt },
        intent: log.actualSets[setId] ? deleteSet(log, setId, loggedAt) : null,
      })
      say(remove, hear(setId, whenSaved))
    }

    logs.subscribe(() => {
      const log = currentLog()
      set({ ...(log ? shownOf(log, told, get()) : noSession), restAlertFailed: engine.restAlerts.failed() })
    })
    const log = currentLog()

    return {
      ...(log ? shownOf(log, null, noSession) : noSession),
      restAlertFailed: engine.restAlerts.failed(),
      planNews: false,
      notSaved: null,

      startSession(session, whenSaved) {
        const startedAt = deviceClock.now()
        engine.record({ kind: 'sessionStarted', sessionId: session.id, session, startedAt }, null, hear(null, whenSaved))
      },
      updateSet(setId, values, whenSaved) {
        // A cell that looked open is a draft, even if another tab has logged the set meanwhile.
        const isLogged = asked.has(setId) ? asked.get(setId) !== null : open().actualSets[setId] !== undefined
        const write = (log: SessionLog, loggedAt: string, doneAt: string): Word => {
          const before = log.actualSets[setId]
          if (before && isLogged) return logged(log, before, values, { loggedAt, doneAt })
          return { event: { kind: 'setDrafted', sessionId: log.sessionId, setId, draft: values }, intent: null }
        }
        say(write, hear(setId, whenSaved))
      },
      completeSet(setId, values, whenSaved) {
        const before = asked.get(setId)
        if (before && isSameLift(before, values)) return
        // The identity is read now: another tab may remove the set before this is on disk, and what was lifted must be logged.
        const identity = open().actualSets[setId] ?? setIdentity(setId, get().plan, open())
        const rest = restAfter(setId)
        const write = (log: SessionLog, loggedAt: string, doneAt: string): Word => {
          const setType = log.setTypes[setId] ?? identity.setType
          return logged(log, { ...identity, setType }, values, { loggedAt, doneAt, rest })
        }
        say(write, hear(setId, ask(setId, values, whenSaved)))
      },
      uncompleteSet(setId, whenSaved) {
        if (asked.get(setId) === null || !open().actualSets[setId]) return
        const make = (log: SessionLog, loggedAt: string): Word => ({
          event: { kind: 'setUncompleted', sessionId: log.sessionId, setId, logged_at: loggedAt },
          intent: deleteSet(log, setId, loggedAt),
        })
        say(make, hear(setId, ask(setId, null, whenSaved)))
      },
      addSet(key, whenSaved) {
        const log = open()
        const exerciseId = exercisePlaces(get().plan, log).find((place) => place.key === key)?.own.exerciseId ?? key
        const added: AddedSet = { id: engine.newId(), exerciseId, setType: 'working', key }
        engine.record({ kind: 'setAdded', sessionId: log.sessionId, set: added }, null, hear(added.id, whenSaved))
      },
      removeSet: (setId, whenSaved) => removeSet(setId, {}, whenSaved),
      setSetType(setId, setType, whenSaved) {
        const change = (log: SessionLog, loggedAt: string): Word => {
          const before = log.actualSets[setId]
          const set = before ? { ...before, setType, logged_at: loggedAt } : null
          return { event: { kind: 'setTypeChanged', sessionId: log.sessionId, setId, setType, set }, intent: set && putSet(log, set) }
        }
        say(change, hear(setId, whenSaved))
      },
      addExercise(exercise, { sets = 1, restSeconds = REST_OF_ADDED_S } = {}, whenSaved) {
        const log = open()
        const { sessionId, removedExercises, removedSetIds } = log
        const { exerciseId } = exercise
        const all = exercisePlaces(get().plan, log).filter(({ now }) => now.exerciseId === exerciseId)
        const here = all.find(({ key }) => !removedExercises.includes(key))
        if (here) return get().addSet(here.key, whenSaved)
        const removed = all.find(({ planned }) => planned !== null)
        if (removed) {
          const setIds = removed.planned!.sets.map(({ id }) => id).filter((id) => removedSetIds.includes(id))
          return engine.record({ kind: 'exerciseRestored', sessionId, key: removed.key, setIds }, null, hear(null, whenSaved))
        }
        // A place with the exercise's own key may exist already, with another exercise in it, or removed.
        const isTaken = log.addedExercises.some((other) => keyOfAdded(other) === exerciseId)
        const key = isTaken ? engine.newId() : exerciseId
        const added = Array.from({ length: sets }, (): AddedSet => ({ id: engine.newId(), exerciseId, setType: 'working', key }))
        const event = { ...exercise, restSeconds, ...(isTaken ? { key } : {}) }
        engine.record({ kind: 'exerciseAdded', sessionId, exercise: event, sets: added }, null, hear(null, whenSaved))
      },
      swapExercise(key, exercise, whenSaved) {
        const log = open()
        const place = exercisePlaces(get().plan, log).find((one) => one.key === key)
        // Choosing the place's own exercise restores it.
        const own = exercise?.exerciseId === (place?.own.exerciseId ?? key)
        const event = { kind: 'exerciseSwapped', sessionId: log.sessionId, key, exercise: own ? null : exercise } as const
        engine.record(event, null, hear(null, whenSaved))
      },
      removeExercise(key, openSetIds, whenSaved) {
        const remove = ({ sessionId, actualSets }: SessionLog): Word => {
          const setIds = openSetIds.filter((id) => !actualSets[id])
          return { event: { kind: 'exerciseRemoved', sessionId, key, setIds }, intent: null }
        }
        say(remove, hear(null, whenSaved))
      },
      orderExercises(key, keys, whenSaved) {
        engine.record({ kind: 'exercisesOrdered', sessionId: open().sessionId, key, keys: [...keys] }, null, hear(null, whenSaved))
      },
      undo(change, whenSaved) {
        const { sessionId } = open()
        switch (change.kind) {
          case 'setUnticked': {
            const make = (now: SessionLog, loggedAt: string): Word => {
              const set = again(change.set, loggedAt)
              return { event: { kind: 'setCompleted', sessionId, set }, intent: putSet(now, set) }
            }
            return say(make, hear(change.set.id, whenSaved))
          }
          case 'setAdded':
            return removeSet(change.setId, { undoes: true }, whenSaved)
          case 'setRemoved': {
            const make = (now: SessionLog, loggedAt: string): Word => {
              const set = change.set && again(change.set, loggedAt)
              return { event: { kind: 'setRestored', sessionId, setId: change.setId, set }, intent: set && putSet(now, set) }
            }
            return say(make, hear(change.setId, whenSaved))
          }
          case 'exerciseAdded': {
            const { key } = change
            const remove = ({ addedSets, actualSets }: SessionLog): Word => {
              const setIds = addedSets.filter((added) => added.key === key && !actualSets[added.id]).map(({ id }) => id)
              return { event: { kind: 'exerciseRemoved', sessionId, key, setIds, undoes: true }, intent: null }
            }
            return say(remove, hear(null, whenSaved))
          }
          case 'exerciseSwapped':
            return get().swapExercise(change.key, change.before, whenSaved)
          case 'exerciseRemoved': {
            const setIds = [...change.setIds]
            return engine.record({ kind: 'exerciseRestored', sessionId, key: change.key, setIds }, null, hear(null, whenSaved))
          }
          case 'exercisesOrdered': {
            const { kind, key, before } = change
            return engine.record({ kind, sessionId, key, keys: [...before], undoes: true }, null, hear(null, whenSaved))
          }
        }
      },
      adjustRest(byMs) {
        if (!open().rest) return
        // A ✓ or another tap that is still being written moves the rest first.
        const adjust = ({ sessionId, rest }: SessionLog): Word => {
          const adjusted = rest && adjustedRest(engine.rests.onWall(rest), byMs, engine.wallMs())
          return { event: { kind: 'restChanged', sessionId, rest: adjusted }, intent: null }
        }
        say(adjust, hear(null, undefined))
      },
      skipRest() {
        engine.record({ kind: 'restChanged', sessionId: open().sessionId, rest: null }, null, hear(null, undefined))
      },
      restLeftMs: (rest) => engine.rests.leftMs(rest),
      nowMs: () => deviceClock.nowMs(),
      elapsedMs() {
        const running = currentLog()
        const now = deviceClock.now()
        return running ? elapsedMs(timedLog(engine, running, now), now) : null
      },
      timesToFinish() {
        const running = currentLog()
        return running ? finishTimes(engine, running, deviceClock.now()) : null
      },
      setSessionRpe(sessionRpe, whenSaved) {
        engine.record({ kind: 'sessionRpeSet', sessionId: open().sessionId, sessionRpe }, null, hear(null, whenSaved))
      },
      setSessionNotes(typed, whenSaved) {
        const notes = storableStart(typed, NOTES_CHARACTERS_MAX)
        engine.record({ kind: 'notesWritten', sessionId: open().sessionId, notes }, null, hear(null, whenSaved))
      },
      finish(whenSaved, times) {
        finishSession(engine, open().sessionId, hear(null, whenSaved), times)
      },
      startUnplanned(title, scheduledOn, whenSaved) {
        const session = unplannedSession(engine.newId(), title, scheduledOn)
        const startedAt = deviceClock.now()
        const event = { kind: 'sessionStarted', sessionId: session.id, session, startedAt, unplanned: true } as const
        engine.record(
          event,
          null,
          hear(null, (saved) => whenSaved?.(saved, session.id)),
        )
      },
      reopen(sessionId, whenSaved) {
        engine.record({ kind: 'sessionReopened', sessionId }, null, hear(null, whenSaved))
      },
      discard(sessionId, whenSaved) {
        engine.record({ kind: 'sessionDiscarded', sessionId }, null, hear(null, whenSaved))
      },
      reset(whenSaved) {
        const { currentId } = logs.current()
        if (currentId !== null) engine.record({ kind: 'sessionLeft', sessionId: currentId }, null, hear(null, whenSaved))
      },
      seenPlanNews: () => set({ planNews: false }),
      receivePlan(session) {
        const running = currentLog()
        const before = get()
        if (running?.sessionId !== session.id || session.planVersion < before.planVersion) return
        told = session
        const shown = shownOf(running, told, before)
        if (shown.planVersion > before.planVersion) set({ ...shown, planNews: !shown.isOver })
        else if (shown.isOver !== before.isOver) set(shown)
      },
    }
  })
  return guardedStore(store, engine.guard)
}

/** When a set is logged, and the rest that begins with it. Without `rest` the current rest goes on. */
type Logging = { loggedAt: string; doneAt: string; rest?: Rest | null }

/** The same set with a new stamp. */
const again = (set: ActualSet, loggedAt: string): ActualSet => ({ ...set, logged_at: loggedAt })

function notSavedOf({ why, detail }: Extract<Saved, { saved: false }>, setId: string | null): NotSaved {
  return { why, setId, ...(why === 'failed' ? { detail } : {}) }
}
