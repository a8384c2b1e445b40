import type { ReactNode } from 'react'
import { StyleSheet, View } from 'react-native'
import { useSync } from '../../store/hooks.ts'
import { Button } from '../controls/Button.tsx'
import { here } from '../words/device.ts'
import { Icon } from '../controls/Icon.tsx'
import { Page } from './Page.tsx'
import { space } from '../theme/tokens.ts'
import { Text } from '../theme/Text.tsx'
import { useTheme } from '../theme/useTheme.ts'
import { keptOutTitle, keptOutWords } from '../words/syncWords.ts'

type Props = { onTryAgain: () => void; what?: string; /** What can be done without it. */ children?: ReactNode }

/** Replaces data that were never downloaded: says what is missing and when it will be loaded. */
export function NeverDownloaded({ onTryAgain, what = 'Your plan', children }: Props) {
  const { colors } = useTheme()
  const keptOut = useSync((sync) => sync.banner.kind === 'keptOut')
  return (
    <Page>
      <View testID="never-downloaded" style={styles.words}>
        <Icon name="cloudOff" color={colors.muted} size={40} />
        <Text look="title" role="heading" aria-level={1}>{`${what} isn't ${here} yet`}</Text>
        <Text tone="muted">
          {keptOut
            ? `${keptOutTitle}. ${keptOutWords}`
            : 'Connect once and it comes by itself. From then on it is here without a signal too, and everything you logged before is safe.'}
        </Text>
        <Button testID="try-again" icon="sync" label="Try again" onPress={onTryAgain} />
        {children}
      </View>
    </Page>
  )
}

const styles = StyleSheet.create({ words: { alignItems: 'flex-start', gap: space.m, paddingTop: space.xxl } })
