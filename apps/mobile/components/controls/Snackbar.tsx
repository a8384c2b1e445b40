import { useIsFocused, usePathname } from 'expo-router'
import { useEffect } from 'react'
import { Pressable, StyleSheet, View } from 'react-native'
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import { announce } from '../touch/announce'
import { heldTimer } from '../touch/heldTimer.ts'
import { radius, space, target } from '../theme/tokens.ts'
import { Text } from '../theme/Text.tsx'
import { themed } from '../theme/useTheme.ts'

/** What just happened, in a sentence, and how to undo it. */
export type Snack = {
  words: string
  undo?: () => void
  undoWords?: string
  /** Calls `gone` when the text is no longer true; returns a function that stops this. Not needed for a text that stays true. */
  during?: (gone: () => void) => () => void
  /** The path of the page it belongs to, if that page is still opening; else the first page that shows it. */
  on?: string
}

const SHOWN_MS = 8_000

type Snackbar = {
  snack: Snack | null
  /** The page that shows it; null before one does. */
  shownOn: string | null
  show(snack: Snack): void
  hide(): void
  /** A page came to the front. The first one with the snack is its page; on the next one it ends. */
  front(path: string): void
}

// One for the whole app, because the page that shows it may be left first.
const snackbar = createStore<Snackbar>()((set, get) => {
  let stop: (() => void) | null = null
  const hide = (): void => {
    time.stop()
    stop?.()
    stop = null
    set({ snack: null, shownOn: null })
  }
  return {
    snack: null,
    shownOn: null,
    show(snack) {
      stop?.()
      set({ snack, shownOn: null })
      time.start()
      stop = snack.during?.(() => get().snack === snack && hide()) ?? null
      announce(snack.undo ? `${snack.words} ${snack.undoWords ?? 'Undo'} is at the bottom.` : snack.words)
    },
    hide,
    front(path) {
      const { snack, shownOn } = get()
      if (snack === null || shownOn === path) return
      if (shownOn !== null) hide()
      else if (snack.on === undefined || snack.on === path) set({ shownOn: path })
    },
  }
})

const time = heldTimer(SHOWN_MS, () => snackbar.getState().hide())

/**
 * Shows what just happened, on the page where it happened, for eight seconds without a pointer or the focus on it, and only while it is
 * true. A newer one replaces it. It must never be the only way to do something.
 */
export function useSnackbar(): Pick<Snackbar, 'show' | 'hide'> {
  return controls
}

const { show, hide } = snackbar.getState()
const controls = { show, hide }

/** The space that the end of a page keeps free, so that everything under a snackbar can be scrolled into view. Points. */
export const snackbarRoom = target.check + 2 * space.s

/** Where the snackbar is shown: above the dock, over the end of the page. Nothing moves for it. */
export function SnackbarPlace() {
  const isFocused = useIsFocused()
  const path = usePathname()
  const snack = useStore(snackbar, (state) => state.snack)
  const isHere = useStore(snackbar, (state) => state.shownOn === path)
  useEffect(() => {
    if (isFocused) snackbar.getState().front(path)
  }, [isFocused, path, snack])
  return snack && isHere && isFocused ? <Bar snack={snack} /> : null
}

/** It stays while a pointer or the focus is on it, so that a person has enough time to read it or to press Undo (WCAG 2.2.1). */
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
        onPointerLeave={() => time.discarded('pointer')}
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
            onBlur={() => time.discarded('focus')}
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

/** A snackbar that was removed while it had the pointer or the focus must not stay held. */
function letAllGo(): void {
  time.discarded('pointer')
  time.discarded('focus')
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
