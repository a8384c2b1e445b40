import { useCallback, useSyncExternalStore } from 'react'
import { useEngine } from './engineContext.ts'
import { laneOf } from './operations.ts'
import type { Programme } from './programme.ts'
import { useProgramme } from './useProgramme.ts'

/** Whether the server knows nothing of a session, and nothing is on its way to tell: then only this device has to forget it. */
export function useOnlyHere(sessionId: string): boolean {
  const { outbox } = useEngine()
  const { attention, parked } = useSyncExternalStore(outbox.subscribe, outbox.snapshot, outbox.snapshot)
  const select = useCallback((programme: Programme) => programme.sessions[sessionId] !== undefined, [sessionId])
  const isOnServer = useProgramme(select).data ?? false
  const lane = laneOf(sessionId)
  const kept = [...parked, ...attention.map(({ operation }) => operation)]
  return !isOnServer && !outbox.waitsIn(lane) && !kept.some((operation) => operation.lane === lane)
}
