import { useEffect, useRef } from 'react'
import { useSession, useSessionStore } from '../../store/hooks.ts'
import { useSnackbar } from '../controls/Snackbar.tsx'
import { useChangeWords } from './useChangeWords.ts'

/** Offers to take back what was just done to the session, whoever did it. */
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
    // Eight seconds are long enough to be in another session.
    const undo = () => {
      if (store.getState().sessionId === sessionId) store.getState().undo(last)
    }
    // Taken back in the menu, or gone with the session: then there is nothing to undo.
    const during = (gone: () => void) =>
      store.subscribe((now) => {
        if (now.sessionId === sessionId && !now.changes.includes(last)) gone()
      })
    show({ words: words(last), undo, during })
  }, [last, show, store, words])
  return null
}
