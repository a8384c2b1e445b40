import { useEffect, useState } from 'react'
import { StyleSheet, View } from 'react-native'
import { useSync } from '../store/hooks.ts'
import { announce } from './announce'
import { here } from './device.ts'
import { Icon } from './Icon.tsx'
import { useQuiet } from './useQuiet.ts'
import { radius, space } from './theme/tokens.ts'
import { Text } from './theme/Text.tsx'
import { themed, useTheme } from './theme/useTheme.ts'
import { bannerWords } from './words/bannerWords.ts'

/** The state of the connection, when there is something to say about it. Neutral: being offline in a gym is normal. */
export function OfflineBanner() {
  const { colors } = useTheme()
  const styles = useStyles()
  const live = useSync((sync) => sync.banner)
  // A strip that comes or goes moves the rows: never under a finger. What it says is always of now.
  const isUp = useQuiet(live.kind !== 'none')
  const [last, setLast] = useState(live)
  if (live.kind !== 'none' && live !== last) setLast(live)
  const banner = live.kind === 'none' ? last : live
  const words = isUp ? bannerWords(banner, here) : null
  useAnnouncedAtMost(words, 30_000)
  if (words === null) return null
  return (
    <View testID="offline-banner" accessible role="status" aria-label={words} style={styles.around}>
      <View style={styles.strip}>
        <Icon
          name={banner.kind === 'offline' || banner.kind === 'unstable' ? 'cloudOff' : banner.kind === 'allSaved' ? 'twoTicks' : 'sending'}
          color={colors.onBanner}
          size={18}
        />
        <Text look="small" tone="onBanner" style={styles.words}>
          {words}
        </Text>
      </View>
    </View>
  )
}

let announcedAt = -Infinity

function useAnnouncedAtMost(words: string | null, everyMs: number): void {
  useEffect(() => {
    const now = performance.now()
    if (words === null || now - announcedAt < everyMs) return
    announcedAt = now
    announce(words)
  }, [words, everyMs])
}

const useStyles = themed(({ scheme, colors }) =>
  StyleSheet.create({
    around: { width: '100%', maxWidth: 720, alignSelf: 'center', paddingHorizontal: space.l, paddingBottom: space.s },
    strip: {
      minHeight: 36,
      flexDirection: 'row',
      alignItems: 'center',
      gap: space.s,
      paddingHorizontal: space.m,
      paddingVertical: space.xs,
      borderRadius: radius.s,
      backgroundColor: colors.banner,
      borderWidth: scheme === 'dark' ? 1 : 0,
      borderColor: colors.outline,
    },
    words: { flex: 1 },
  }),
)
