import { useQuery, type UseQueryResult } from '@tanstack/react-query'
import { useEngine } from './engineContext.ts'
import { programmeKey, type Programme } from '../server/programme.ts'

/** The programme on this device, pulled in the background and kept for a cold start without network. */
export function useProgramme<T>(select: (programme: Programme) => T): UseQueryResult<T> {
  const engine = useEngine()
  return useQuery({ queryKey: programmeKey(engine.account.id), queryFn: () => engine.pull(), select })
}

/** For `useProgramme` where only the arrival of another page counts. */
export const cursorOf = ({ cursor }: Programme): number => cursor
