import type { ActualSet, Session } from '@holdfast/contract'
import { useMemo, useSyncExternalStore } from 'react'
import type { Engine } from '../engine/engine.ts'
import { useEngine } from '../views/engineContext.ts'
import { historyOf } from './followHistory.ts'
import type { History } from './history.ts'
import { previousSets, type Lifted } from '../session/previousSets.ts'
import { useProgramme } from '../views/useProgramme.ts'

/** For each set of a session, the same set of the same exercise in the last workout that had it. Works offline. */
export function usePreviousSets(sessionId: string, exercises: readonly Lifted[]): Readonly<Record<string, ActualSet>> {
  const engine = useEngine()
  const { current, subscribe } = useMemo(() => followPreviousSets(engine, sessionId, exercises), [engine, sessionId, exercises])
  // Pulls from the server while the logger is open, like every screen.
  void useProgramme(pulledOnce).data
  return useSyncExternalStore(subscribe, current, current)
}

const pulledOnce = (): true => true

/** The previous sets, from the same views as the history. The same value until one of the sets changes. */
export function followPreviousSets(engine: Engine, sessionId: string, exercises: readonly Lifted[]) {
  const { current, subscribe } = historyOf(engine)
  let last: { history: History; value: Readonly<Record<string, ActualSet>> } | null = null
  return {
    subscribe,
    current(): Readonly<Record<string, ActualSet>> {
      const history = current()
      if (last?.history === history) return last.value
      const sessions = history.entries.map(({ session }): Session => session)
      const value = previousSets(sessions, sessionId, exercises)
      last = { history, value: last && isSame(last.value, value) ? last.value : value }
      return last.value
    },
  }
}

function isSame(a: Readonly<Record<string, ActualSet>>, b: Readonly<Record<string, ActualSet>>): boolean {
  const ids = Object.keys(a)
  return ids.length === Object.keys(b).length && ids.every((id) => a[id] === b[id])
}
