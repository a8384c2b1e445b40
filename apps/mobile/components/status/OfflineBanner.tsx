import { useRouter } from 'expo-router'
import { useEffect, useState } from 'react'
import { StyleSheet, View, useWindowDimensions } from 'react-native'
import { useSync } from '../../store/hooks.ts'
import type { Strip } from '../../sync/views/banner.ts'
import { announce } from '../touch/announce'
import { here } from '../words/device.ts'
import { Icon } from '../controls/Icon.tsx'
import type { IconName } from '../controls/Icon.tsx'
import { LinkPress } from '../controls/LinkPress.tsx'
import { useQuiet } from '../touch/useQuiet.ts'
import { contentWidthMax, space } from '../theme/tokens.ts'
import { Text } from '../theme/Text.tsx'
import { themed, useTheme } from '../theme/useTheme.ts'
import { bannerWords, type BannerWords } from '../words/bannerWords.ts'

type Props = {
  /** The line keeps its space also while it is empty: in the logger no row may move when it appears or goes. */
  keepsRoom?: boolean
  /** The page has cards for what needs a person: the strip then shows only the connection. */
  hasCards?: boolean
}

/**
 * The strip under the top bar: a thin line of fixed height, shown as long as it is true. It is neutral: being offline in a gym is normal.
 */
export function OfflineBanner({ keepsRoom = false, hasCards = false }: Props) {
  const styles = useStyles()
  const live = useSync((sync) => (hasCards ? sync.banner : sync.strip))
  const height = LINE_HEIGHT * useWindowDimensions().fontScale
  // Where a strip that appears or goes moves the page, it never does so under a finger. Its text is always current.
  const quiet = useQuiet(live.kind !== 'none')
  const isUp = keepsRoom ? live.kind !== 'none' : quiet
  const [last, setLast] = useState<Strip>(live)
  if (live.kind !== 'none' && live !== last) setLast(live)
  const strip = live.kind === 'none' ? last : live
  const words = isUp ? bannerWords(strip, here) : null
  useAnnounced()
  if (words !== null) return <Line kind={strip.kind} words={words} height={height} />
  return keepsRoom ? <View style={[styles.room, { height }]} /> : null
}

/** Points at the system's usual text size; the line grows with that size and with nothing else. */
const LINE_HEIGHT = 24

function Line({ kind, words, height }: { kind: Strip['kind']; words: BannerWords; height: number }) {
  const { colors } = useTheme()
  const styles = useStyles()
  const router = useRouter()
  const where = leadsTo(kind)
  const room = useRoom()
  const line = (
    <View style={styles.line}>
      <Icon name={icons[kind]} color={colors.onBanner} size={16} />
      <Text look="label" tone="onBanner" tabular numberOfLines={1} style={styles.words}>
        {words[room]}
      </Text>
      {where && room !== 'narrow' && <Icon name="forward" color={colors.onBanner} size={16} />}
    </View>
  )
  if (where === null) {
    return (
      // It is announced when its kind changes. Its text changes with every set, and a live region would announce each change.
      <View testID="offline-banner" accessible role="status" aria-live="off" aria-label={words.said} style={[styles.band, { height }]}>
        {line}
      </View>
    )
  }
  return (
    <View testID="offline-banner" style={[styles.band, { height }]}>
      <LinkPress testID={`strip-${kind}`} aria-label={words.said} style={styles.link} onPress={() => router.push(where)}>
        {line}
      </LinkPress>
    </View>
  )
}

/** The longest text that fits on one line, at the system's text size. */
function useRoom(): keyof BannerWords {
  const { width, fontScale } = useWindowDimensions()
  const room = width / fontScale
  if (room >= 600) return 'said'
  return room >= 340 ? 'line' : 'narrow'
}

/** The page where a person can end the state, if only a person can. */
function leadsTo(kind: Strip['kind']): '/sign-in' | '/sync' | null {
  if (kind === 'signIn') return '/sign-in'
  return kind === 'attention' || kind === 'update' || kind === 'keptOut' ? '/sync' : null
}

const icons: Record<Strip['kind'], IconName> = {
  none: 'twoTicks',
  attention: 'attention',
  signIn: 'person',
  update: 'sync',
  offline: 'cloudOff',
  silent: 'cloudOff',
  keptOut: 'cloudOff',
  unstable: 'cloudOff',
  backOnline: 'sending',
  allSaved: 'twoTicks',
}

/** What was announced last: every page has a strip, and each change is announced once. */
let announced: Strip['kind'] = 'none'

function useAnnounced(): void {
  const strip = useSync((sync) => sync.strip)
  const { kind } = strip
  const said = bannerWords(strip, here)?.said ?? null
  useEffect(() => {
    if (kind === announced) return
    announced = kind
    if (said !== null) announce(said)
  }, [kind, said])
}

const useStyles = themed(({ colors }) =>
  StyleSheet.create({
    room: { width: '100%' },
    band: { width: '100%', backgroundColor: colors.banner },
    line: {
      flex: 1,
      width: '100%',
      maxWidth: contentWidthMax,
      alignSelf: 'center',
      flexDirection: 'row',
      alignItems: 'center',
      gap: space.s,
      paddingHorizontal: space.l,
    },
    // A touch target that is larger than the visible line.
    link: { position: 'absolute', top: -space.s, right: 0, bottom: 0, left: 0, paddingTop: space.s },
    words: { flex: 1 },
  }),
)
