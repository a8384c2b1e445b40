import { useSyncExternalStore } from 'react'
import { localDay } from '../session/localDay.ts'
import { useEngine } from './engineContext.ts'
import { todayOf, type Today } from './followToday.ts'
import { viewsOf } from './sessionViews.ts'
import { cursorOf, useProgramme } from './useProgramme.ts'

export type TodayView = Today & {
  loading: boolean
  failed: boolean
  /** Shown from this device because the server could not be asked. */
  stale: boolean
  refetch(): void
}

/** What Today shows: the view of the session to lift now, and of the next one. */
export function useToday(): TodayView {
  const engine = useEngine()
  const read = () => todayOf(engine)(localDay(Date.now()))
  const about = useSyncExternalStore(viewsOf(engine).subscribe, read, read)
  const query = useProgramme(cursorOf)
  // Without any answer of the server, a session that was started on this device is still shown.
  const shown = query.data !== undefined || about.today ? about : null
  return {
    today: shown?.today ?? null,
    next: shown?.next ?? null,
    week: shown?.week ?? [],
    loading: shown === null && !query.isError && query.fetchStatus !== 'paused',
    failed: shown === null && (query.isError || query.fetchStatus === 'paused'),
    stale: query.data !== undefined && (query.isError || query.fetchStatus === 'paused'),
    refetch: () => void query.refetch(),
  }
}
