import { useEffect, useRef } from 'react'
import { useSession, useSessionStore } from '../../store/hooks.ts'
import { useSnackbar } from '../controls/Snackbar.tsx'
import { useChangeWords } from './useChangeWords.ts'

/** Offers to undo the last change of the session, wherever it was made. */
export function ChangeSnackbar() {
  const changes = useSession((session) => session.changes)
  const store = useSessionStore()
  const { show } = useSnackbar()
  const words = useChangeWords()
  const last = changes.at(-1)
  const seen = useRef(last)
  useEffect(() => {
    if (last === undefined || last === seen.current) return
    seen.current = last
    const { sessionId } = store.getState()
    // Within eight seconds another session may be open.
    const undo = () => {
      if (store.getState().sessionId === sessionId) store.getState().undo(last)
    }
    // Undone in the menu, or gone with the session: then there is nothing to undo.
    const during = (gone: () => void) =>
      store.subscribe((now) => {
        if (now.sessionId === sessionId && !now.changes.includes(last)) gone()
      })
    show({ words: words(last), undo, during })
  }, [last, show, store, words])
  return null
}
