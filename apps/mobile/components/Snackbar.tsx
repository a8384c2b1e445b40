import { useIsFocused } from 'expo-router'
import { useEffect } from 'react'
import { Pressable, StyleSheet, View } from 'react-native'
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import { announce } from './announce'
import { heldTimer } from './heldTimer.ts'
import { radius, space, target } from './theme/tokens.ts'
import { Text } from './theme/Text.tsx'
import { themed } from './theme/useTheme.ts'

/** What just happened, in a sentence, and how to take it back. */
export type Snack = { words: string; undo?: () => void; undoWords?: string }

const SHOWN_MS = 8_000

type Snackbar = { snack: Snack | null; show(snack: Snack): void; hide(): void }

// One for the whole app: it outlives the page whose doing it tells of.
const snackbar = createStore<Snackbar>()((set) => {
  const hide = (): void => {
    time.stop()
    set({ snack: null })
  }
  return {
    snack: null,
    show(snack) {
      set({ snack })
      time.start()
      announce(snack.undo ? `${snack.words} ${snack.undoWords ?? 'Undo'} is at the bottom.` : snack.words)
    },
    hide,
  }
})

const time = heldTimer(SHOWN_MS, () => snackbar.getState().hide())

/** Tells what just happened, for eight seconds in which nobody is at it; a newer one takes its place. Never the only way to anything. */
export function useSnackbar(): Pick<Snackbar, 'show' | 'hide'> {
  return controls
}

const { show, hide } = snackbar.getState()
const controls = { show, hide }

/** What the end of a page keeps free, so that whatever a snackbar covers can be scrolled out from under it. Points. */
export const snackbarRoom = target.check + 2 * space.s

/** Where the snackbar stands: above the dock, over the end of the page. Nothing moves for it. */
export function SnackbarPlace() {
  const isFocused = useIsFocused()
  const snack = useStore(snackbar, (state) => state.snack)
  return snack && isFocused ? <Bar snack={snack} /> : null
}

/** It stays while a pointer or the focus is on it: whoever reads or reaches for Undo has the time they need (WCAG 2.2.1). */
function Bar({ snack: { words, undo, undoWords = 'Undo' } }: { snack: Snack }) {
  const styles = useStyles()
  useEffect(() => letAllGo, [])
  return (
    <View style={styles.place}>
      <View
        testID="snackbar"
        role="group"
        aria-label={words}
        onPointerEnter={() => time.hold('pointer')}
        onPointerLeave={() => time.letGo('pointer')}
        style={styles.bar}
      >
        <Text tone="onBanner" style={styles.words}>
          {words}
        </Text>
        {undo && (
          <Pressable
            testID="snackbar-undo"
            role="button"
            aria-label={`${undoWords}. ${words}`}
            onFocus={() => time.hold('focus')}
            onBlur={() => time.letGo('focus')}
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

/** What is taken off the screen holds nothing any longer. */
function letAllGo(): void {
  time.letGo('pointer')
  time.letGo('focus')
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
