import { useSyncExternalStore } from 'react'
import { useEngine } from '../views/engineContext.ts'
import { cursorOf, useProgramme } from '../views/useProgramme.ts'
import { historyOf } from './followHistory.ts'
import type { History } from './history.ts'

/** The sessions that are over, from this device and from the server; works offline. `loading` until the server has answered once. */
export function useHistory(): { history: History; loading: boolean } {
  const { current, subscribe } = historyOf(useEngine())
  const history = useSyncExternalStore(subscribe, current, current)
  const query = useProgramme(cursorOf)
  return { history, loading: query.data === undefined && query.isFetching }
}
