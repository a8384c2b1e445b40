import type { SetType } from '@holdfast/contract'
import { memo, useState } from 'react'
import { Pressable, StyleSheet } from 'react-native'
import { radius } from '../theme/tokens.ts'
import { Text } from '../theme/Text.tsx'
import { themed } from '../theme/useTheme.ts'
import type { SetPlace } from '../session/sessionRows.ts'
import { SetSheet } from './SetSheet.tsx'

/** The text under the number of a set of a special kind. The number of a warm-up shows its kind already. */
const under: Record<SetType, string | null> = { warmup: null, working: null, drop: 'Drop', failure: 'Fail' }

/** The number of a set. A tap asks for the kind of the set. */
export const SetNumber = memo(function SetNumber({ place, next }: { place: SetPlace; next: boolean }) {
  const styles = useStyles()
  const [asks, setAsks] = useState(false)
  const kind = under[place.setType]
  return (
    <>
      <Pressable
        testID={`set-number-${place.setId}`}
        role="button"
        aria-haspopup="dialog"
        aria-label={`${place.name} of ${place.exerciseName}. Change its kind, or remove it`}
        onPress={() => setAsks(true)}
        style={({ pressed }) => [styles.number, pressed && styles.pressed]}
      >
        <Text look="strong" tabular tone={next ? 'accent' : 'muted'}>
          {place.number}
        </Text>
        {kind !== null && (
          <Text look="label" tone="muted" style={styles.kind}>
            {kind}
          </Text>
        )}
      </Pressable>
      {asks && <SetSheet place={place} onClose={() => setAsks(false)} />}
    </>
  )
})

const useStyles = themed(({ colors }) =>
  StyleSheet.create({
    // As wide as a thumb needs: over the edge of its column on both sides.
    number: { minHeight: 56, marginLeft: -8, marginRight: -6, paddingLeft: 8, justifyContent: 'center', borderRadius: radius.s },
    pressed: { backgroundColor: colors.raised },
    kind: { fontSize: 11, lineHeight: 14 },
  }),
)
