import { REASON_CHARACTERS_MAX } from '@holdfast/contract'
import { useState } from 'react'
import { StyleSheet, View } from 'react-native'
import { useFeel } from '../../store/hooks.ts'
import type { SessionView } from '../../sync/session/overlay.ts'
import { useSkipSession } from '../../sync/views/useSkipSession.ts'
import { useWhileEndStands } from '../../sync/views/useWhileEndStands.ts'
import { Button } from '../controls/Button.tsx'
import { Chips } from '../controls/Chips.tsx'
import { here } from '../words/device.ts'
import { Field } from '../controls/Field.tsx'
import { Sheet } from '../controls/Sheet.tsx'
import { useSnackbar } from '../controls/Snackbar.tsx'
import { space } from '../theme/tokens.ts'
import { Text } from '../theme/Text.tsx'
import { useUndoSkip } from './useUndoSkip.ts'

const reasons = ['No time', 'Tired', 'Sick', 'Sore or injured', 'Travelling'] as const

type Props = { session: SessionView; open: boolean; onClose: () => void; onSkipped?: () => void }

/** Asks for confirmation before a session is skipped; a reason is optional. */
export function SkipSheet({ session, open, onClose, onSkipped }: Props) {
  const feel = useFeel()
  const [reason, setReason] = useState('')
  const skip = useSkipSession()
  const { show } = useSnackbar()
  const undoSkip = useUndoSkip()
  const whileEndStands = useWhileEndStands()
  const whenStored = (saved: boolean) => {
    if (!saved) {
      feel.refused()
      return show({ words: `‘${session.title}’ isn't skipped: it couldn't be saved ${here}.`, on: '/today' })
    }
    show({ words: `‘${session.title}’ skipped.`, undo: () => undoSkip(session), during: whileEndStands(session.id), on: '/today' })
  }
  const confirm = () => {
    skip.mutate({ session, reason: reason.trim() === '' ? null : reason.trim(), whenStored })
    onClose()
    onSkipped?.()
  }
  return (
    <Sheet open={open} title={`Skip ‘${session.title}’?`} onClose={onClose} testID="skip-sheet">
      <Text look="body" tone="muted">
        A skipped session never counts as zero. Why, if you like:
      </Text>
      <Chips
        label="Reason"
        choices={reasons.map((words, at) => ({ value: words, label: words, testID: `skip-reason-${at}` }))}
        chosen={reasons.find((words) => words === reason) ?? null}
        onChoose={(words) => setReason(words ?? '')}
      />
      <Field testID="skip-reason" label="In your own words" value={reason} onChangeText={setReason} maxLength={REASON_CHARACTERS_MAX} />
      <View style={styles.actions}>
        <Button testID="skip-confirm" look="primary" label="Skip session" onPress={confirm} />
        <Button testID="skip-cancel" look="plain" label="Keep it" onPress={onClose} />
      </View>
    </Sheet>
  )
}

const styles = StyleSheet.create({ actions: { gap: space.s } })
