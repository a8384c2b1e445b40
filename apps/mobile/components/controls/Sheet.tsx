import type { ReactNode } from 'react'
import { KeyboardAvoidingView, Modal, Platform, Pressable, ScrollView, StyleSheet, View, useWindowDimensions } from 'react-native'
import { useSafeAreaInsets } from 'react-native-safe-area-context'
import { contentWidthMax, radius, space, wide } from '../theme/tokens.ts'
import { Text } from '../theme/Text.tsx'
import { themed } from '../theme/useTheme.ts'

type Props = { open: boolean; title: string; onClose: () => void; children: ReactNode; testID?: string }

/** A question over the page, at the bottom on a phone and in the middle of a wide screen. A tap outside, Back and Escape close it. */
export function Sheet({ open, title, onClose, children, testID }: Props) {
  const styles = useStyles()
  const insets = useSafeAreaInsets()
  const isWide = useWindowDimensions().width >= wide
  return (
    <Modal aria-label={title} visible={open} transparent animationType="none" onRequestClose={onClose}>
      <KeyboardAvoidingView behavior={Platform.OS === 'ios' ? 'padding' : undefined} style={[styles.around, isWide && styles.middle]}>
        <Pressable style={StyleSheet.absoluteFill} onPress={onClose} aria-label="Close" role="button" tabIndex={-1} />
        <View
          testID={testID}
          role="dialog"
          aria-label={title}
          style={[styles.sheet, isWide ? styles.wide : { paddingBottom: insets.bottom + space.xl }]}
        >
          <ScrollView keyboardShouldPersistTaps="handled" contentContainerStyle={styles.content}>
            <Text look="heading" role="heading">
              {title}
            </Text>
            {children}
          </ScrollView>
        </View>
      </KeyboardAvoidingView>
    </Modal>
  )
}

const useStyles = themed(({ colors }) =>
  StyleSheet.create({
    around: { flex: 1, justifyContent: 'flex-end', alignItems: 'center', backgroundColor: colors.scrim },
    middle: { justifyContent: 'center' },
    sheet: {
      width: '100%',
      maxWidth: contentWidthMax,
      maxHeight: '88%',
      paddingTop: space.xl,
      borderTopLeftRadius: radius.l,
      borderTopRightRadius: radius.l,
      borderWidth: 1,
      borderBottomWidth: 0,
      borderColor: colors.hairline,
      backgroundColor: colors.surface,
    },
    wide: { maxWidth: 480, paddingBottom: space.xl, borderRadius: radius.l, borderBottomWidth: 1 },
    content: { paddingHorizontal: space.xl, gap: space.l },
  }),
)
