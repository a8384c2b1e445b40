import type { SessionView } from '../../sync/session/overlay.ts'
import type { SetMark } from '../../store/syncStore.ts'

/** The mark of a whole session, with the same shapes as that of a set. */
export function viewMark(sync: SessionView['sync']): SetMark {
  return sync === 'here' ? 'device' : sync
}
