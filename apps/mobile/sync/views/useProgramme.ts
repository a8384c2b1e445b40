import { useQuery, type UseQueryResult } from '@tanstack/react-query'
import { useEngine } from './engineContext.ts'
import { programmeKey, type Programme } from '../server/programme.ts'

/** The programme on this device, pulled in the background, and stored for a cold start without network. */
export function useProgramme<T>(select: (programme: Programme) => T): UseQueryResult<T> {
  const engine = useEngine()
  return useQuery({ queryKey: programmeKey(engine.account.id), queryFn: () => engine.pull(), select })
}

/** A `select` for callers to whom only a new page matters. */
export const cursorOf = ({ cursor }: Programme): number => cursor
