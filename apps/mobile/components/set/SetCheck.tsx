import { memo } from 'react'
import { Pressable, StyleSheet, View } from 'react-native'
import type { SetMark } from '../../store/syncStore.ts'
import { spacePresses } from '../touch/onWeb.ts'
import { usePressAtLift } from '../touch/pressAtLift.ts'
import { radius, target } from '../theme/tokens.ts'
import { themed } from '../theme/useTheme.ts'
import { SetMarkIcon } from '../status/SetMarkIcon.tsx'

type Props = {
  setId: string
  /** "Set 2 of 4, working, 102.5 kilograms, 5 reps". */
  label: string
  logged: boolean
  mark: SetMark
  reason?: string | undefined
  next: boolean
  notSaved: boolean
  onToggle: () => void
}

/** The ✓ of a set. It is filled only when the set is durable in the log, and empty otherwise, whatever was tapped. */
export const SetCheck = memo(function SetCheck({ setId, label, logged, mark, reason, next, notSaved, onToggle }: Props) {
  const styles = useStyles()
  const atLift = usePressAtLift(onToggle)
  return (
    <View style={styles.cell}>
      <Pressable
        testID={`set-check-${setId}`}
        role="checkbox"
        aria-checked={logged}
        aria-label={label}
        onPress={onToggle}
        {...spacePresses(onToggle)}
        {...atLift}
        style={({ pressed }) => [styles.hit, pressed && styles.pressed]}
      >
        <View
          style={[
            styles.box,
            next && styles.next,
            logged && styles.logged,
            logged && mark === 'attention' && styles.attention,
            notSaved && styles.notSaved,
          ]}
        />
      </Pressable>
      <View style={styles.over}>
        <SetMarkIcon testID={`set-mark-${setId}`} mark={logged ? mark : 'none'} reason={reason} notSaved={notSaved} />
      </View>
    </View>
  )
})

const useStyles = themed(({ colors }) =>
  StyleSheet.create({
    cell: { width: target.check, height: target.check },
    hit: { flex: 1, alignItems: 'center', justifyContent: 'center', borderRadius: radius.m },
    pressed: { backgroundColor: colors.raised },
    box: { width: 40, height: 40, borderRadius: 12, borderWidth: 2, borderColor: colors.outline },
    next: { borderColor: colors.accent },
    logged: { borderColor: 'transparent', backgroundColor: colors.okTint },
    attention: { backgroundColor: colors.attentionTint },
    notSaved: { borderColor: colors.attention, borderStyle: 'dashed', backgroundColor: 'transparent' },
    over: {
      position: 'absolute',
      top: 0,
      right: 0,
      bottom: 0,
      left: 0,
      alignItems: 'center',
      justifyContent: 'center',
      pointerEvents: 'none',
    },
  }),
)
