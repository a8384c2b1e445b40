import { useSessionStore, useSync } from '../../store/hooks.ts'
import { fieldErrors, problemWords } from '../words/problemWords.ts'
import { memberOf } from '../words/didWords.ts'

/** Why the server refused this set, in a lifter's words; undefined while it did not. */
export function useSetReason(sessionId: string, setId: string): string | undefined {
  const attention = useSync((sync) =>
    sync.attention.find(
      ({ operation }) =>
        operation.slot === `set_${sessionId}_${setId}` ||
        (operation.slot === `session_completion_${sessionId}` && carries(operation.body, setId)),
    ),
  )
  // Only read when there is something to explain: a row that hears of every change of the session pays for it with every ✓.
  const store = useSessionStore()
  return (
    attention &&
    problemWords({ code: attention.refusal.code, errors: fieldErrors(attention.refusal.errors) }, attention.operation.body, {
      plan: store.getState().plan,
    })
  )
}

function carries(body: unknown, setId: string): boolean {
  const sets = memberOf(body, 'actualSets')
  return Array.isArray(sets) && sets.some((set) => memberOf(set, 'id') === setId)
}
