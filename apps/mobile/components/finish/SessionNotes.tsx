import { NOTES_CHARACTERS_MAX } from '@holdfast/contract'
import { useState } from 'react'
import { useSession } from '../../store/hooks.ts'
import { Field } from '../controls/Field.tsx'

/** The lifter's notes about this session; saved with every key. */
export function SessionNotes({ testID = 'session-notes', label = 'Notes' }: { testID?: string; label?: string }) {
  const saved = useSession((session) => session.sessionNotes)
  const setSessionNotes = useSession((session) => session.setSessionNotes)
  // The field shows what is typed at once; the journal follows within a moment.
  const [typed, setTyped] = useState<string | null>(null)
  return (
    <Field
      testID={testID}
      label={label}
      multiline
      maxLength={NOTES_CHARACTERS_MAX}
      placeholder="How it felt, what to change next time"
      value={typed ?? saved}
      onChangeText={(text) => {
        setTyped(text)
        setSessionNotes(text)
      }}
      onBlur={() => {
        if (typed === saved) setTyped(null)
      }}
    />
  )
}
