import { useRouter } from 'expo-router'
import { useEffect, useState } from 'react'
import { StyleSheet, View } from 'react-native'
import { useSync } from '../store/hooks.ts'
import type { Strip } from '../sync/banner.ts'
import { announce } from './announce'
import { here } from './device.ts'
import { Icon } from './Icon.tsx'
import type { IconName } from './Icon.tsx'
import { LinkPress } from './LinkPress.tsx'
import { useQuiet } from './useQuiet.ts'
import { radius, space, target } from './theme/tokens.ts'
import { Text } from './theme/Text.tsx'
import { themed, useTheme } from './theme/useTheme.ts'
import { bannerWords } from './words/bannerWords.ts'

type Props = {
  /** In the logger the rows need the room: after 4 s the corner says it alone, unless only a person can end it. */
  inLogger?: boolean
  /** The page itself has a card for what needs a person: the strip is left to the connection. */
  hasCards?: boolean
}

/** The one strip under the top bar, when there is something to say. Neutral: being offline in a gym is normal. */
export function OfflineBanner({ inLogger = false, hasCards = false }: Props) {
  const live = useSync((sync) => (hasCards ? sync.banner : sync.strip))
  const silent = useSync((sync) => sync.silent)
  const isCollapsed = useCollapsed(live.kind, inLogger)
  // A strip that comes or goes moves the rows: never under a finger. What it says is always of now.
  const isUp = useQuiet(live.kind !== 'none' && !isCollapsed)
  const [last, setLast] = useState<Strip>(live)
  if (live.kind !== 'none' && live !== last) setLast(live)
  const strip = live.kind === 'none' ? last : live
  const words = isUp ? bannerWords(strip, silent, here) : null
  useAnnouncedAtMost(words, 30_000)
  if (words === null) return null
  return <StripOf strip={strip} words={words} />
}

function StripOf({ strip, words }: { strip: Strip; words: string }) {
  const { colors } = useTheme()
  const styles = useStyles()
  const router = useRouter()
  const where = leadsTo(strip.kind)
  const line = (
    <View style={styles.strip}>
      <Icon name={icons[strip.kind]} color={colors.onBanner} size={18} />
      <Text look="small" tone="onBanner" style={styles.words}>
        {words}
      </Text>
      {where && <Icon name="forward" color={colors.onBanner} size={18} />}
    </View>
  )
  if (where === null) {
    return (
      <View testID="offline-banner" accessible role="status" aria-label={words} style={styles.around}>
        {line}
      </View>
    )
  }
  return (
    <View testID="offline-banner" style={styles.around}>
      <LinkPress testID={`strip-${strip.kind}`} aria-label={words} style={styles.link} onPress={() => router.push(where)}>
        {line}
      </LinkPress>
    </View>
  )
}

/** Where a person goes who alone can end it. */
function leadsTo(kind: Strip['kind']): '/sign-in' | '/sync' | null {
  if (kind === 'signIn') return '/sign-in'
  return kind === 'attention' || kind === 'update' ? '/sync' : null
}

const icons: Record<Strip['kind'], IconName> = {
  none: 'twoTicks',
  attention: 'attention',
  signIn: 'person',
  update: 'sync',
  offline: 'cloudOff',
  unstable: 'cloudOff',
  backOnline: 'sending',
  allSaved: 'twoTicks',
}

const COLLAPSE_MS = 4_000

/** True once the strip has said the same kind of thing for a while in the logger. What only a person can end is told as long as it is needed. */
function useCollapsed(kind: Strip['kind'], inLogger: boolean): boolean {
  const [collapsed, setCollapsed] = useState<Strip['kind'] | null>(null)
  const collapses = inLogger && kind !== 'none' && leadsTo(kind) === null
  useEffect(() => {
    if (!collapses) return
    const timer = setTimeout(() => setCollapsed(kind), COLLAPSE_MS)
    return () => {
      clearTimeout(timer)
      setCollapsed(null)
    }
  }, [kind, collapses])
  return collapses && collapsed === kind
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
    link: { minHeight: target.min, justifyContent: 'center' },
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
