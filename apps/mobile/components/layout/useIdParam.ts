import { isId } from '@holdfast/contract'
import { useLocalSearchParams } from 'expo-router'

/** An id in the address, in the spelling of all ids, or null for anything else somebody may have typed there. */
export function useIdParam(name: 'sessionId' | 'exerciseId'): string | null {
  const given = useLocalSearchParams()[name]
  return typeof given === 'string' && isId(given) ? given.toLowerCase() : null
}
