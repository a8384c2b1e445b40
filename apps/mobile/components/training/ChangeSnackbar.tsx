import { useEffect, useRef } from 'react'
import { useSession } from '../../store/hooks.ts'
import { useSnackbar } from '../Snackbar.tsx'
import { useChangeWords } from './useChangeWords.ts'

/** Offers to take back what was just done to the session, whoever did it. */
export function ChangeSnackbar() {
  const changes = useSession((session) => session.changes)
  const undo = useSession((session) => session.undo)
  const { show } = useSnackbar()
  const words = useChangeWords()
  const last = changes.at(-1)
  const seen = useRef(last)
  useEffect(() => {
    if (last === undefined || last === seen.current) return
    seen.current = last
    show({ words: words(last), undo: () => undo(last) })
  }, [last, show, undo, words])
  return null
}
