import { isId } from '@holdfast/contract'
import { useLocalSearchParams } from 'expo-router'

/** An id of the address in its canonical form, or null for any other text. */
export function useIdParam(name: 'sessionId' | 'exerciseId'): string | null {
  const given = useLocalSearchParams()[name]
  return typeof given === 'string' && isId(given) ? given.toLowerCase() : null
}
