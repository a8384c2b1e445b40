import { useSync } from '../../store/hooks.ts'
import { whenSentWords } from '../words/whenSentWords.ts'

/** When the waiting operations are sent, in a sentence; null while that is now. */
export function useWhenSent(): string | null {
  return useSync(whenSentWords)
}
