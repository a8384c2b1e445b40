import { useCallback, useRef } from 'react'
import type { ReactNode, RefObject } from 'react'
import { KeyboardAvoidingView, Platform, ScrollView, StyleSheet, View } from 'react-native'
import { useSafeAreaInsets } from 'react-native-safe-area-context'
import { onWeb } from '../touch/onWeb.ts'
import { SnackbarPlace, snackbarRoom } from '../controls/Snackbar.tsx'
import { contentWidthMax, space } from '../theme/tokens.ts'
import { themed } from '../theme/useTheme.ts'
import { PageScroll } from './pageScroll.ts'
import type { BringIntoSight } from './pageScroll.ts'

type Props = {
  children: ReactNode
  header?: ReactNode
  dock?: ReactNode
  centred?: boolean
  /** The column has nothing to tap: it takes the focus itself, so that keys can scroll it. */
  onlyRead?: boolean
  /** Whether a snackbar is shown on this page. False on a page for a decision: the snackbar waits for its own page. */
  snackbar?: boolean
}

/** One page: a fixed header, a scrolling column, and a dock at the bottom. */
export function Page({ children, header, dock, centred = false, onlyRead = false, snackbar = !centred }: Props) {
  const styles = useStyles()
  const insets = useSafeAreaInsets()
  const { bringIntoSight, scroller, column, onScroll, onLayout } = usePageScroll()
  return (
    <KeyboardAvoidingView behavior={Platform.OS === 'ios' ? 'padding' : undefined} style={styles.page}>
      {header && <View role="banner">{header}</View>}
      <View role="main" style={styles.main}>
        <ScrollView
          ref={scroller}
          style={styles.scroll}
          keyboardShouldPersistTaps="handled"
          contentContainerStyle={styles.content}
          scrollEventThrottle={64}
          onScroll={onScroll}
          onLayout={onLayout}
          {...(onlyRead ? onWeb({ tabIndex: 0 }) : {})}
        >
          <View
            ref={column}
            collapsable={false}
            style={[
              styles.column,
              centred && styles.centred,
              { paddingBottom: (dock ? 0 : insets.bottom) + (snackbar ? snackbarRoom : space.xl) },
            ]}
          >
            <PageScroll value={bringIntoSight}>{children}</PageScroll>
          </View>
        </ScrollView>
        <View style={styles.bottom}>
          {snackbar && <SnackbarPlace />}
          {dock && <View style={[styles.dock, { paddingBottom: insets.bottom + space.m }]}>{dock}</View>}
        </View>
      </View>
    </KeyboardAvoidingView>
  )
}

function usePageScroll() {
  const scroller = useRef<ScrollView>(null)
  const column = useRef<View>(null)
  const seen = useRef({ top: 0, height: 0 })
  const wanted = useRef<RefObject<View | null>>(null)
  const bringIntoSight = useCallback<BringIntoSight>((view) => {
    wanted.current = view
    if (!column.current) return
    view.current?.measureLayout(column.current, (_left, top, _width, height) => {
      const isSeen = top >= seen.current.top && top + height <= seen.current.top + seen.current.height
      if (seen.current.height > 0 && !isSeen) scroller.current?.scrollTo({ y: Math.max(0, top - seen.current.height / 3), animated: false })
    })
  }, [])
  return {
    bringIntoSight,
    scroller,
    column,
    onScroll: ({ nativeEvent }: { nativeEvent: { contentOffset: { y: number } } }) => {
      seen.current.top = nativeEvent.contentOffset.y
    },
    onLayout: ({ nativeEvent }: { nativeEvent: { layout: { height: number } } }) => {
      const { height } = nativeEvent.layout
      const isFirst = seen.current.height === 0
      const shrinks = height < seen.current.height
      seen.current.height = height
      // A growing dock must not cover what it is about. A view that was wanted before the page had its size is shown too.
      if ((isFirst || shrinks) && wanted.current) bringIntoSight(wanted.current)
    },
  }
}

const useStyles = themed(({ colors }) =>
  StyleSheet.create({
    page: { flex: 1, backgroundColor: colors.background },
    main: { flex: 1 },
    scroll: { flex: 1 },
    content: { flexGrow: 1 },
    column: {
      width: '100%',
      maxWidth: contentWidthMax,
      alignSelf: 'center',
      paddingHorizontal: space.l,
      paddingTop: space.l,
      gap: space.xl,
    },
    centred: { flexGrow: 1, justifyContent: 'center', maxWidth: 440 },
    bottom: { width: '100%', maxWidth: contentWidthMax, alignSelf: 'center' },
    dock: {
      paddingHorizontal: space.l,
      paddingTop: space.m,
      gap: space.s,
      borderTopWidth: 1,
      borderTopColor: colors.hairline,
      backgroundColor: colors.background,
    },
  }),
)
