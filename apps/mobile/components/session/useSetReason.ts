import { useSync } from '../../store/hooks.ts'
import { rejectionOfSet } from '../../sync/server/rejection.ts'
import { problemWords } from '../words/problemWords.ts'

/** Why the server rejected this set, in a lifter's words. Undefined when it did not, or rejected the workout for another reason. */
export function useSetReason(setId: string): string | undefined {
  const attention = useSync((sync) => sync.attention.findLast((one) => rejectionOfSet(one, setId) !== null))
  const rejection = attention && rejectionOfSet(attention, setId)
  // The row shows which set it is.
  return rejection ? problemWords(rejection, rejection.set, null) : undefined
}
