import { todaysSession } from '@holdfast/contract'
import { useCallback } from 'react'
import { useEngine, useKnown } from './engineContext.ts'
import { everySession } from './everySession.ts'
import { overlay, type SessionView } from './overlay.ts'
import type { Programme } from './programme.ts'
import { useProgramme } from './useProgramme.ts'
import { weekOf, type WeekDay } from './week.ts'

export type TodayView = {
  today: SessionView | null
  next: SessionView | null
  week: readonly WeekDay[]
  loading: boolean
  failed: boolean
  /** Shown from this device while the server could not be asked. */
  stale: boolean
  refetch(): void
}

/** What Today is about: the view of the session to lift now, and of the next one. */
export function useToday(): TodayView {
  const engine = useEngine()
  const known = useKnown(engine)
  const look = useCallback(
    (programme: Programme | undefined) => {
      const views = everySession(programme, engine.logs.current()).map((session) => overlay(session, known(session.id)))
      const on = localDate(new Date())
      const { today, next } = todaysSession(views, on)
      const viewOf = (id: string | undefined) => views.find((view) => view.id === id) ?? null
      return { today: viewOf(today?.id), next: viewOf(next?.id), week: weekOf(views, on) }
    },
    [engine, known],
  )
  const query = useProgramme(look)
  // Never downloaded anything: what was started here is here all the same.
  const own = query.data === undefined ? look(undefined) : null
  const shown = query.data ?? (own?.today ? own : null)
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

/** The lifter's local day, `YYYY-MM-DD`. */
export function localDate(now: Date): string {
  const two = (n: number) => String(n).padStart(2, '0')
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`
}
