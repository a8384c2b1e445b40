import type { SetType } from '@holdfast/contract'
import { Pressable, StyleSheet, View } from 'react-native'
import { useSession } from '../../store/hooks.ts'
import { Button } from '../controls/Button.tsx'
import { Icon } from '../controls/Icon.tsx'
import { spacePresses } from '../touch/onWeb.ts'
import { Sheet } from '../controls/Sheet.tsx'
import { radius, space, target } from '../theme/tokens.ts'
import { Text } from '../theme/Text.tsx'
import { themed, useTheme } from '../theme/useTheme.ts'
import type { SetPlace } from '../session/sessionRows.ts'

const kinds: readonly { setType: SetType; name: string; means: string }[] = [
  { setType: 'warmup', name: 'Warm-up', means: 'Light, before the working sets' },
  { setType: 'working', name: 'Working', means: 'A set that counts' },
  { setType: 'drop', name: 'Drop', means: 'Less weight, straight after the set before' },
  { setType: 'failure', name: 'To failure', means: 'Until nothing goes any more' },
]

/** Chooses the kind of a set, or removes it from the screen. A logged set keeps its numbers. */
export function SetSheet({ place, onClose }: { place: SetPlace; onClose: () => void }) {
  const { setId, setType } = place
  const setSetType = useSession((session) => session.setSetType)
  const removeSet = useSession((session) => session.removeSet)
  return (
    <Sheet testID="set-sheet" open title={`${place.name} of ${place.exerciseName}`} onClose={onClose}>
      <View role="radiogroup" aria-label="Kind of set">
        {kinds.map((kind) => (
          <Kind
            key={kind.setType}
            {...kind}
            isChosen={kind.setType === setType}
            onChoose={() => {
              if (kind.setType !== setType) setSetType(setId, kind.setType)
              onClose()
            }}
          />
        ))}
      </View>
      <View style={styles.foot}>
        <Button
          testID="set-remove"
          look="danger"
          label="Remove set"
          onPress={() => {
            removeSet(setId)
            onClose()
          }}
        />
        <Button testID="set-sheet-close" look="plain" label="Close" onPress={onClose} />
      </View>
    </Sheet>
  )
}

type KindProps = (typeof kinds)[number] & { isChosen: boolean; onChoose: () => void }

function Kind({ setType, name, means, isChosen, onChoose }: KindProps) {
  const { colors } = useTheme()
  const kindStyles = useStyles()
  return (
    <Pressable
      testID={`set-kind-${setType}`}
      role="radio"
      aria-checked={isChosen}
      aria-label={`${name}. ${means}`}
      onPress={onChoose}
      {...spacePresses(onChoose)}
      style={({ pressed }) => [kindStyles.kind, isChosen && kindStyles.chosen, pressed && kindStyles.pressed]}
    >
      <View style={styles.words}>
        <Text look="strong">{name}</Text>
        <Text look="small" tone="muted">
          {means}
        </Text>
      </View>
      {isChosen && <Icon name="tick" color={colors.accent} strokeWidth={2.6} />}
    </Pressable>
  )
}

const styles = StyleSheet.create({ words: { flex: 1 }, foot: { gap: space.s } })

const useStyles = themed(({ colors }) =>
  StyleSheet.create({
    kind: {
      minHeight: target.primary,
      flexDirection: 'row',
      alignItems: 'center',
      paddingHorizontal: space.m,
      marginHorizontal: -space.m,
      borderRadius: radius.m,
    },
    chosen: { backgroundColor: colors.accentTint },
    pressed: { backgroundColor: colors.raised },
  }),
)
