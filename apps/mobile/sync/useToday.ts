import { todaysSession } from '@holdfast/contract'
import { useCallback } from 'react'
import { useEngine, useKnown } from './engineContext.ts'
import { overlay, type SessionView } from './overlay.ts'
import type { Programme } from './programme.ts'
import { useProgramme } from './useProgramme.ts'

export type TodayView = {
  today: SessionView | null
  next: SessionView | null
  loading: boolean
  failed: boolean
  /** Shown from this device while the server could not be asked. */
  stale: boolean
  refetch(): void
}

/** What Today is about: the view of the session to lift now, and of the next one. */
export function useToday(): TodayView {
  const known = useKnown(useEngine())
  const select = useCallback(
    (programme: Programme) => {
      const views = Object.values(programme.sessions).map((session) => overlay(session, known(session.id)))
      const { today, next } = todaysSession(views, localDate(new Date()))
      const viewOf = (id: string | undefined) => views.find((view) => view.id === id) ?? null
      return { today: viewOf(today?.id), next: viewOf(next?.id) }
    },
    [known],
  )
  const query = useProgramme(select)
  return {
    today: query.data?.today ?? null,
    next: query.data?.next ?? null,
    loading: query.data === undefined && !query.isError && query.fetchStatus !== 'paused',
    failed: query.data === undefined && (query.isError || query.fetchStatus === 'paused'),
    stale: query.data !== undefined && (query.isError || query.fetchStatus === 'paused'),
    refetch: () => void query.refetch(),
  }
}

/** The lifter's local day, `YYYY-MM-DD`. */
export function localDate(now: Date): string {
  const two = (n: number) => String(n).padStart(2, '0')
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`
}
