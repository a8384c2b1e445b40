import { useState } from 'react'
import { useAccount, useExport, useShare, useSync } from '../../store/hooks.ts'
import type { Leaving } from '../../store/accountState.ts'
import { Button } from '../controls/Button.tsx'
import { here } from '../words/device.ts'
import { Field } from '../controls/Field.tsx'
import { Sheet } from '../controls/Sheet.tsx'
import { Text } from '../theme/Text.tsx'
import { count } from '../words/amounts.ts'
import { unsentWords } from '../words/unsentWords.ts'

/** Signs out. What has no verdict is sent first; if that fails the lifter is asked. Signing out never deletes anything. */
export function SignOut() {
  const leave = useAccount((state) => state.leave)
  const leaving = useAccount((state) => state.leaving)
  const sending = leaving?.at === 'sending'
  const changes = leaving?.unsent.changes ?? 0
  return (
    <>
      <Button
        testID="sign-out"
        label={sending && changes > 0 ? `Sending ${count(changes, 'change')}` : 'Sign out'}
        busy={sending}
        onPress={leave}
      />
      {leaving?.at === 'asking' && <LeavingSheet leaving={leaving} />}
    </>
  )
}

/** The word to type before anything is deleted for good. */
const WORD = 'DELETE'

function LeavingSheet({ leaving: { unsent } }: { leaving: Leaving }) {
  const stay = useAccount((state) => state.stay)
  const signOut = useAccount((state) => state.signOut)
  const deleteAndSignOut = useAccount((state) => state.deleteAndSignOut)
  const offline = useSync((sync) => sync.online === 'offline')
  const exportEverything = useExport()
  const share = useShare()
  const [deleting, setDeleting] = useState(false)
  const [typed, setTyped] = useState('')
  const exportAll = () => void share.text('holdfast.txt', 'text/plain', exportEverything().text)
  if (deleting) {
    return (
      <Sheet open title="Delete them and sign out?" onClose={() => setDeleting(false)} testID="sign-out-delete-sheet">
        <Text>{unsentWords.deleting(unsent, here)}</Text>
        <Button testID="sign-out-delete-export" label="Export first…" onPress={exportAll} />
        <Field
          testID="sign-out-delete-word"
          label={`Type ${WORD} to go on`}
          autoCapitalize="characters"
          autoCorrect={false}
          value={typed}
          onChangeText={setTyped}
        />
        <Button
          testID="sign-out-delete-confirm"
          look="danger"
          label="Delete them and sign out"
          disabled={typed.trim() !== WORD}
          onPress={deleteAndSignOut}
        />
        <Button testID="sign-out-delete-cancel" look="primary" label="Stay signed in" onPress={stay} />
      </Sheet>
    )
  }
  return (
    <Sheet open title={unsentWords.title(unsent)} onClose={stay} testID="sign-out-sheet">
      <Text>{unsentWords.body({ ...unsent, offline }, here)}</Text>
      <Button testID="sign-out-stay" look="primary" label="Stay signed in" onPress={stay} />
      <Button testID="sign-out-keep" label={`Sign out, keep ${unsent.changes === 1 ? 'it' : 'them'} ${here}`} onPress={signOut} />
      <Button testID="sign-out-export" label="Export…" onPress={exportAll} />
      <Button testID="sign-out-delete" look="danger" label="Delete them and sign out" onPress={() => setDeleting(true)} />
    </Sheet>
  )
}
