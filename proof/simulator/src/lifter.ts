import { restoreLog } from '@holdfast/mobile/sync/engine/decisions.ts'
import { skipSession } from '@holdfast/mobile/sync/engine/finishSession.ts'
import type { SessionView } from '@holdfast/mobile/sync/session/overlay.ts'
import { programmeOf } from '@holdfast/mobile/sync/server/programme.ts'
import { viewsOf } from '@holdfast/mobile/sync/views/sessionViews.ts'
import type { App, Running } from './app.ts'
import type { AppTap, SessionTap } from './day.ts'
import type { World } from './world.ts'

const KG = (reps: number) => ({ value: 60 + reps * 2.5, unit: 'kg' as const })

/** Does anywhere in the app what a lifter would, where the screen lets them; tells the witness what was tried. */
export function tapApp(world: World, app: App, act: AppTap): void {
  const running = app.running()
  if (app.phase() !== 'ready' || !running) return
  const { witness } = world.checks
  const { session: store, engine } = running
  const state = store.getState()
  const tell = (words: string): void => world.story.note(`phone ${app.phone.number}`, 'act', words)

  switch (act.kind) {
    case 'start': {
      const session = viewed(running)[act.session]
      if (!session || session.status === 'completed') return
      tell(`starts ${session.title}`)
      return state.startSession(session, witness.moving(app, session.id))
    }
    case 'startUnplanned': {
      tell('starts a workout of their own')
      return state.startUnplanned('My own', '2027-01-15', (saved, id) => witness.moving(app, id)(saved))
    }
    case 'skip': {
      const session = viewed(running)[act.session]
      if (!session || session.status === 'completed' || session.actualSets.length > 0) return
      tell(`skips ${session.title}`)
      return app.run(() => skipSession(engine, session.id, null, ({ saved }) => witness.moving(app, session.id)(saved)))
    }
    case 'reopen': {
      const log = Object.values(engine.logs.current().logs)[act.session]
      if (!log || log.ended === null) return
      tell(`takes the end of ${log.session.title} back`)
      return state.reopen(log.sessionId, witness.moving(app, log.sessionId))
    }
    case 'syncNow':
      tell('taps Try now')
      return running.sync.getState().syncNow()
    case 'seeMeetings':
      for (const { sessionId: met } of running.sync.getState().conflicts) {
        tell('has seen that two logs met')
        running.sync.getState().acknowledgeConflict(met)
        witness.adopts(app, met)
        world.checks.knows(app, met)
      }
      return
    case 'restoreLog':
      return restoreAnotherLog(world, app, running)
    case 'decide':
      return decide(world, app, running, act.how)
  }
}

/** The set whose ✓ was tapped last in each process. */
const tickedLast = new WeakMap<App, string>()

/** Does in the session on screen what a lifter would; tells the witness what was tried, and what was said to be saved. */
export function tapSession(world: World, app: App, act: SessionTap): void {
  const running = app.running()
  if (app.phase() !== 'ready' || !running) return
  const { witness } = world.checks
  const { session: store, engine } = running
  const state = store.getState()
  const { sessionId } = state
  if (sessionId === null) return
  const tell = (words: string): void => world.story.note(`phone ${app.phone.number}`, 'act', words)
  const setIds = (): string[] =>
    [...state.plannedSets.map(({ id }) => id), ...state.addedSets.map(({ id }) => id)].filter((id) => !state.removedSetIds.includes(id))
  const logged = (): string[] => Object.keys(state.actualSets)
  const nth = (ids: readonly string[], set: number): string | undefined => ids[set % Math.max(1, ids.length)]

  switch (act.kind) {
    case 'tick': {
      const open = setIds().filter((id) => !state.actualSets[id])
      open.slice(0, act.sets).forEach((setId, index) => {
        const values = { weight: KG(act.reps + index), reps: act.reps + index, rpe: act.rpe ? 8 : null }
        world.timeline.at(world.timeline.nowMs() + index * act.gapMs, () => {
          app.run(() => {
            const now = running.session.getState()
            const isThere = [...now.plannedSets, ...now.addedSets].some(({ id }) => id === setId) && !now.removedSetIds.includes(setId)
            if (!app.running() || now.sessionId !== sessionId || !isThere) return
            tell(`✓ set ${short(setId)}: ${values.reps}`)
            tickedLast.set(app, setId)
            const hear = witness.setting(app, sessionId, setId, values)
            now.completeSet(setId, values, (saved) => {
              hear(saved)
              app.mayThrow()
            })
          })
        })
      })
      return
    }
    case 'secondThought': {
      const setId = tickedLast.get(app)
      const ids = act.what === 'untick' ? logged() : setIds()
      const set = setId === undefined ? -1 : ids.indexOf(setId)
      if (set >= 0) tapSession(world, app, { kind: act.what, set, reps: act.reps })
      return
    }
    case 'edit': {
      const setId = nth(setIds(), act.set)
      if (setId === undefined) return
      const values = { weight: KG(act.reps), reps: act.reps, rpe: null }
      tell(`writes ${values.reps} into set ${short(setId)}`)
      // Whether it changes the log or is a draft is not known while its ✓, its taking back or another log is on the way to the disk, and on
      // a screen that has not heard of what another tab did.
      const { open, replacing, sets } = witness.of(app)
      // A tab that died in the middle of a write may have written it, and this tab may not have read it yet.
      const isBeingWritten =
        replacing.has(sessionId) || open.some((tried) => tried.setId === setId && (tried.app === app || !tried.app.alive()))
      const isBehind = state.actualSets[setId] !== undefined && sets.get(sessionId)?.get(setId) === null
      if (isBeingWritten || isBehind) return state.updateSet(setId, values, witness.undoing(app, sessionId, [setId]))
      if (!state.actualSets[setId]) return state.updateSet(setId, values)
      return state.updateSet(setId, values, witness.setting(app, sessionId, setId, values))
    }
    case 'untick': {
      const setId = nth(logged(), act.set)
      if (setId === undefined) return
      tell(`takes the ✓ of set ${short(setId)} back`)
      return state.uncompleteSet(setId, witness.setting(app, sessionId, setId, null))
    }
    case 'removeSet': {
      const setId = nth(setIds(), act.set)
      if (setId === undefined) return
      tell(`removes set ${short(setId)}`)
      return state.removeSet(setId, witness.setting(app, sessionId, setId, null))
    }
    case 'addSet': {
      const key = state.plan[0]?.id
      if (key === undefined) return state.addExercise({ exerciseId: engine.newId(), name: 'Curl' }, { sets: 2 })
      tell('adds a set')
      return state.addSet(key)
    }
    case 'undo': {
      const change = state.changes.at(-1)
      if (!change) return
      tell(`undoes ${change.kind}`)
      return state.undo(change, witness.undoing(app, sessionId, 'setId' in change ? [change.setId] : []))
    }
    case 'notes':
      return state.setSessionNotes(act.text, witness.noting(app, sessionId, act.text))
    case 'rpe':
      return state.setSessionRpe(act.rpe)
    case 'finish':
      if (logged().length === 0) return
      tell('finishes the workout')
      return state.finish(witness.finishing(app, sessionId))
    case 'leave':
      tell('leaves the session')
      return state.reset()
  }
}

/** The sessions the lifter can choose from, as their screen shows them. */
const viewed = ({ engine }: Running): SessionView[] => [...viewsOf(engine).current().all.values()]

function decide(world: World, app: App, { engine, sync }: Running, how: Extract<AppTap, { kind: 'decide' }>['how']): void {
  const state = sync.getState()
  const [first] = state.attention
  const tell = (words: string): void => world.story.note(`phone ${app.phone.number}`, 'act', words)
  if (how === 'restore') {
    const gone = state.discarded.find(({ restorable }) => restorable)
    if (!gone) return
    tell('restores a change that was discarded')
    return state.restore(gone.operation.id)
  }
  if (!first) return
  const sessionId = first.operation.lane.slice('session_'.length)
  tell(`decides about what was refused: ${how}`)
  world.checks.witness.decided(app, sessionId, how)
  const asked =
    how === 'keepHere' || how === 'separate' ? state.attention.filter(({ operation }) => operation.lane === first.operation.lane) : [first]
  world.checks.decided(
    app,
    asked.map(({ operation }) => operation.id),
  )
  switch (how) {
    case 'retry':
      return state.retry(first.operation.id)
    case 'discard':
      return state.discard(first.operation.id)
    case 'keepHere':
      return state.keepHere(sessionId)
    case 'separate':
      if (first.refusal.code === 'session_not_found' && engine.logs.current().logs[sessionId]) state.saveSeparately(sessionId)
  }
}

/** Opens the compare screen of a session and makes the other log stand. */
function restoreAnotherLog(world: World, app: App, { engine, sync }: Running): void {
  const programme = programmeOf(engine.queries, engine.account.id)
  const session = Object.values(programme?.sessions ?? {}).find(({ revisionCount }) => revisionCount > 0)
  if (!session || !app.phone.line.radio) return
  const kept = world.revisionsOf(app.accountId, session.id).find(({ kind }) => kind === 'completion')
  if (kept?.kind !== 'completion' || sync.getState().waiting.some(({ lane }) => lane === `session_${session.id}`)) return
  world.story.note(`phone ${app.phone.number}`, 'act', `makes another log of ${session.title} stand`)
  const told = world.checks.witness.replacing(app, session.id)
  // Who chooses among the logs of a session has seen that they met.
  world.checks.knows(app, session.id)
  app.run(() => restoreLog(engine, session, kept, ({ saved }) => told(saved)))
}

export const short = (id: string): string => id.slice(0, 4)
