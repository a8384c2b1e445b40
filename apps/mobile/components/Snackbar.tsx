import { useIsFocused } from 'expo-router'
import { Pressable, StyleSheet, View } from 'react-native'
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import { announce } from './announce'
import { radius, space, target } from './theme/tokens.ts'
import { Text } from './theme/Text.tsx'
import { themed } from './theme/useTheme.ts'

/** What just happened, in a sentence, and how to take it back. */
export type Snack = { words: string; undo?: () => void; undoWords?: string }

const SHOWN_MS = 8_000

type Snackbar = { snack: Snack | null; show(snack: Snack): void; hide(): void }

// One for the whole app: it outlives the page whose doing it tells of.
const snackbar = createStore<Snackbar>()((set) => {
  let timer: ReturnType<typeof setTimeout> | undefined
  const hide = (): void => {
    clearTimeout(timer)
    set({ snack: null })
  }
  return {
    snack: null,
    show(snack) {
      clearTimeout(timer)
      timer = setTimeout(hide, SHOWN_MS)
      set({ snack })
      announce(snack.undo ? `${snack.words} ${snack.undoWords ?? 'Undo'} is at the bottom.` : snack.words)
    },
    hide,
  }
})

/** Tells what just happened, for eight seconds; a newer one takes its place. Never the only way to anything. */
export function useSnackbar(): Pick<Snackbar, 'show' | 'hide'> {
  return controls
}

const { show, hide } = snackbar.getState()
const controls = { show, hide }

/** What the end of a page keeps free, so that whatever a snackbar covers can be scrolled out from under it. Points. */
export const snackbarRoom = target.check + 2 * space.s

/** Where the snackbar stands: above the dock, over the end of the page. Nothing moves for it. */
export function SnackbarPlace() {
  const styles = useStyles()
  const isFocused = useIsFocused()
  const snack = useStore(snackbar, (state) => state.snack)
  if (!snack || !isFocused) return null
  const { undo, undoWords = 'Undo' } = snack
  return (
    <View style={styles.place}>
      <View testID="snackbar" role="group" aria-label={snack.words} style={styles.bar}>
        <Text tone="onBanner" style={styles.words}>
          {snack.words}
        </Text>
        {undo && (
          <Pressable
            testID="snackbar-undo"
            role="button"
            aria-label={`${undoWords}. ${snack.words}`}
            onPress={() => {
              hide()
              undo()
            }}
            style={({ pressed }) => [styles.undo, pressed && styles.pressed]}
          >
            <Text look="strong" tone="onBanner" style={styles.underlined}>
              {undoWords}
            </Text>
          </Pressable>
        )}
      </View>
    </View>
  )
}

const useStyles = themed(({ colors }) =>
  StyleSheet.create({
    place: { position: 'absolute', bottom: '100%', left: 0, right: 0, paddingHorizontal: space.l, paddingBottom: space.s },
    bar: {
      minHeight: target.check,
      flexDirection: 'row',
      alignItems: 'center',
      gap: space.m,
      paddingLeft: space.l,
      paddingRight: space.xs,
      borderRadius: radius.m,
      borderWidth: 1,
      borderColor: colors.outline,
      backgroundColor: colors.banner,
    },
    words: { flex: 1, paddingVertical: space.s },
    undo: { minWidth: 72, minHeight: target.min, alignItems: 'center', justifyContent: 'center', borderRadius: radius.s },
    pressed: { opacity: 0.7 },
    underlined: { textDecorationLine: 'underline' },
  }),
)
