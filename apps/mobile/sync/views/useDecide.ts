import type { Revision, Session } from '@holdfast/contract'
import type { Saved } from '@holdfast/journal'
import { addMissingSets, finishedLog, finishWith, restoreLog, acknowledgeConflict } from '../engine/decisions.ts'
import { useEngine } from './engineContext.ts'

type Log = Extract<Revision, { kind: 'completion' }>

/** What a lifter can decide when a session has two logs. Each decision is durable before it is shown. */
export function useDecide(session: Session) {
  const engine = useEngine()
  const former = finishedLog(session)
  return {
    useThis: (revision: Log, whenSaved: (saved: Saved) => void) => restoreLog(engine, session, revision, whenSaved),
    /**
     * Takes `useThis` back, whether or not it was sent: finishes the session again with the log that counted before. Null when there was
     * none.
     */
    takeBackUse: former && (() => finishWith(engine, session, former)),
    addMissing: (revision: Log, whenSaved: (saved: Saved) => void) => addMissingSets(engine, session, revision, whenSaved),
    keepAsIs: () => acknowledgeConflict(engine, session.id, session.revisionCount, session),
  }
}
