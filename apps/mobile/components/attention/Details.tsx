import { useState } from 'react'
import { Pressable, StyleSheet, View } from 'react-native'
import { useShare } from '../../store/hooks.ts'
import { announce } from '../touch/announce'
import { Button } from '../controls/Button.tsx'
import { Icon } from '../controls/Icon.tsx'
import { radius, space, target } from '../theme/tokens.ts'
import { Text } from '../theme/Text.tsx'
import { themed, useTheme } from '../theme/useTheme.ts'

/** Details for a support request: folded, selectable, copied with one tap. */
export function Details({ lines, testID }: { lines: readonly string[]; testID: string }) {
  const { colors } = useTheme()
  const styles = useStyles()
  const [open, setOpen] = useState(false)
  return (
    <View>
      <Pressable testID={testID} role="button" aria-expanded={open} aria-label="Details" onPress={() => setOpen(!open)} style={styles.fold}>
        <Icon name={open ? 'up' : 'down'} color={colors.muted} size={16} />
        <Text look="label" tone="muted">
          Details
        </Text>
      </Pressable>
      {open && (
        <View style={styles.lines}>
          {lines.map((line) => (
            <Text key={line} look="small" tabular selectable>
              {line}
            </Text>
          ))}
          <CopyButton testID={`${testID}-copy`} label="Copy details" text={() => lines.join('\n')} />
        </View>
      )}
    </View>
  )
}

type CopyProps = { label: string; text: () => string; testID: string }

/** Copies a text, and then says so in its label. */
export function CopyButton({ label, text, testID }: CopyProps) {
  const share = useShare()
  const [copied, setCopied] = useState<'no' | 'yes' | 'refused'>('no')
  const copy = () => {
    share.copy(text()).then(
      () => {
        setCopied('yes')
        announce('Copied')
      },
      () => setCopied('refused'),
    )
  }
  const words = { no: label, yes: 'Copied', refused: "Couldn't copy. Select the text instead" }[copied]
  return <Button testID={testID} look="plain" label={words} onPress={copy} />
}

const useStyles = themed(({ colors }) =>
  StyleSheet.create({
    fold: { minHeight: target.min, flexDirection: 'row', alignItems: 'center', gap: space.s, alignSelf: 'flex-start' },
    lines: { gap: space.xs, padding: space.m, borderRadius: radius.s, backgroundColor: colors.surface },
  }),
)
