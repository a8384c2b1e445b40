import { useEffect, useRef } from 'react'
import { Pressable, StyleSheet, View } from 'react-native'
import { useFeel, useSession } from '../../store/hooks.ts'
import type { Rest } from '../../sync/session/lifterEvent.ts'
import { announce } from '../touch/announce'
import { keepsFocus } from '../touch/onWeb.ts'
import { radius, space, target } from '../theme/tokens.ts'
import { Text } from '../theme/Text.tsx'
import { themed } from '../theme/useTheme.ts'
import { useNow } from '../controls/useNow.ts'
import { restWords } from '../words/restWords.ts'
import { useCourse } from '../session/loggerContext.ts'

const STEP_MS = 15_000

/** The running rest, above the button for the next set. It blocks nothing: the next ✓ may come before its end. */
export function RestBar() {
  const rest = useCourse((course) => course.rest)
  return rest && <RestLeft rest={rest} />
}

function RestLeft({ rest }: { rest: Rest }) {
  const styles = useStyles()
  const adjustRest = useSession((session) => session.adjustRest)
  const skipRest = useSession((session) => session.skipRest)
  const alertFailed = useSession((session) => session.restAlertFailed)
  const restLeftMs = useSession((session) => session.restLeftMs)
  useNow(250)
  const leftMs = restLeftMs(rest)
  const isOver = leftMs <= 0
  useOnceOver(rest, isOver)
  return (
    <View testID="rest-bar" role="group" aria-label="Rest" style={styles.bar}>
      <View style={styles.time}>
        <Text testID="rest-left" look="number" tone={isOver ? 'accent' : 'text'} role="timer" aria-live="off">
          {restWords(leftMs)}
        </Text>
        {alertFailed && (
          <Text look="label" tone="muted">
            No alert while the app is closed
          </Text>
        )}
      </View>
      <RestButton testID="rest-less" words="−15" label="15 seconds less rest" disabled={isOver} onPress={() => adjustRest(-STEP_MS)} />
      <RestButton testID="rest-more" words="+15" label="15 seconds more rest" onPress={() => adjustRest(STEP_MS)} />
      <View style={styles.gap} />
      <RestButton
        testID="rest-skip"
        words={isOver ? 'Done' : 'Skip'}
        label={isOver ? 'Close the rest timer' : 'Skip the rest'}
        onPress={skipRest}
      />
    </View>
  )
}

/** Announces, vibrates and sounds once when the rest ends while the app is in front. A rest that ended earlier is only shown in the bar. */
function useOnceOver({ endsAtMs }: Rest, isOver: boolean): void {
  const feel = useFeel()
  const running = useRef<number | null>(null)
  useEffect(() => {
    if (!isOver) running.current = endsAtMs
    else if (running.current !== null) {
      running.current = null
      feel.restOver()
      feel.chime()
      announce('Rest is over')
    }
  }, [endsAtMs, isOver, feel])
}

type ButtonProps = { words: string; label: string; onPress: () => void; testID: string; disabled?: boolean }

function RestButton({ words, label, onPress, testID, disabled = false }: ButtonProps) {
  const styles = useStyles()
  return (
    <Pressable
      testID={testID}
      role="button"
      aria-label={label}
      aria-disabled={disabled}
      disabled={disabled}
      onPress={onPress}
      {...keepsFocus()}
      style={({ pressed }) => [styles.button, pressed && styles.pressed]}
    >
      <Text look="strong" tabular tone={disabled ? 'muted' : 'text'}>
        {words}
      </Text>
    </Pressable>
  )
}

const useStyles = themed(({ colors }) =>
  StyleSheet.create({
    bar: { flexDirection: 'row', alignItems: 'center', gap: space.s },
    time: { flex: 1, minHeight: target.min, justifyContent: 'center' },
    // Skip ends the rest, so it is set apart from the buttons that only change it.
    gap: { width: space.m },
    button: {
      minWidth: target.check,
      minHeight: target.min,
      paddingHorizontal: space.s,
      alignItems: 'center',
      justifyContent: 'center',
      borderRadius: radius.s,
      borderWidth: 1,
      borderColor: colors.outline,
    },
    pressed: { opacity: 0.7 },
  }),
)
