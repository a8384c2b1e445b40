import type { SessionView } from '../../sync/session/overlay.ts'
import type { SetMark } from '../../store/syncStore.ts'

/** The mark of a whole session, in the same shapes as a set's. */
export function viewMark(sync: SessionView['sync']): SetMark {
  return sync === 'here' ? 'device' : sync
}
