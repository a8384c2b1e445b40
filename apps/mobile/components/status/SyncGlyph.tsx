import { useRouter } from 'expo-router'
import { useEffect, useState } from 'react'
import { StyleSheet } from 'react-native'
import { useShallow } from 'zustand/react/shallow'
import { useSync } from '../../store/hooks.ts'
import type { SyncState } from '../../store/syncStore.ts'
import { here } from '../words/device.ts'
import { Icon } from '../controls/Icon.tsx'
import { LinkPress } from '../controls/LinkPress.tsx'
import { onWeb } from '../touch/onWeb.ts'
import { space, target } from '../theme/tokens.ts'
import { Text } from '../theme/Text.tsx'
import { themed, useTheme } from '../theme/useTheme.ts'
import { count } from '../words/amounts.ts'
import { keptOutTitle, savedWords } from '../words/syncWords.ts'

type Standing = { mark: 'attention' | 'offline' | 'sending' | 'waiting' | 'device' | 'server'; words: string; number: number }

/** The state of syncing, in the corner of every page. Attention comes before offline, offline before sending. */
export function SyncGlyph() {
  const router = useRouter()
  const { colors } = useTheme()
  const styles = useStyles()
  const { mark, words, number } = useStanding()
  const looks = {
    attention: { icon: 'attention', color: colors.attention },
    offline: { icon: 'cloudOff', color: colors.muted },
    sending: { icon: 'sending', color: colors.muted },
    waiting: { icon: 'tickWaiting', color: colors.waiting },
    device: { icon: 'tick', color: colors.ok },
    server: { icon: 'twoTicks', color: colors.ok },
  } as const
  return (
    <LinkPress
      testID="sync-glyph"
      aria-label={`${words}. Open sync`}
      onPress={() => router.navigate('/sync')}
      style={styles.glyph}
      {...onWeb({ dataSet: { mark }, title: words })}
    >
      <Icon name={looks[mark].icon} color={looks[mark].color} size={22} strokeWidth={2.2} />
      {number > 0 && (
        <Text look="label" tabular style={{ color: looks[mark].color }}>
          {number}
        </Text>
      )}
    </LinkPress>
  )
}

/** Rendered again when its text changes, not with every waiting set. */
function useStanding(): Standing {
  const sending = useLasting(
    useSync((sync) => sync.sending),
    1000,
  )
  return useSync(useShallow((sync) => standingOf(sync, sending)))
}

const offlineWords = {
  offline: 'Offline',
  silent: "The server isn't answering",
  keptOut: keptOutTitle,
  unstable: 'Unstable connection',
}

/** Counts what a person did, never requests. About the connection it says the same as the banner. */
function standingOf({ attention: rejected, waiting: unsent, banner, paused, late, lastSyncAt }: SyncState, sending: boolean): Standing {
  const attention = rejected.length
  const waiting = unsent.length
  if (attention > 0)
    return {
      mark: 'attention',
      words: `${count(attention, 'change')} ${attention === 1 ? 'needs' : 'need'} your attention`,
      number: attention,
    }
  if (banner.kind === 'offline' || banner.kind === 'silent' || banner.kind === 'keptOut' || banner.kind === 'unstable') {
    const words = offlineWords[banner.kind]
    return { mark: 'offline', words: waiting === 0 ? words : `${words}, ${count(waiting, 'change')} waiting`, number: waiting }
  }
  if (sending) return { mark: 'sending', words: `Sending ${count(waiting, 'change')}`, number: 0 }
  if (waiting > 0 && paused) return { mark: 'waiting', words: `${count(waiting, 'change')} waiting`, number: waiting }
  if (waiting > 0 && late) return { mark: 'waiting', words: `${count(waiting, 'change')} waiting to send`, number: 0 }
  // While all goes well nothing is shown as waiting: the set is on this device, and on the server in a moment.
  if (waiting > 0) return { mark: 'device', words: `Saved ${here}, on its way to the server`, number: 0 }
  return { mark: lastSyncAt === null ? 'device' : 'server', words: savedWords({ lastSyncAt }), number: 0 }
}

/** True once something has been true for `ms`: a quick send is not worth showing. */
function useLasting(now: boolean, ms: number): boolean {
  const [lasted, setLasted] = useState(false)
  useEffect(() => {
    if (!now) return
    const timer = setTimeout(() => setLasted(true), ms)
    return () => {
      clearTimeout(timer)
      setLasted(false)
    }
  }, [now, ms])
  return now && lasted
}

const useStyles = themed(() =>
  StyleSheet.create({
    glyph: {
      minWidth: target.min,
      height: target.min,
      flexDirection: 'row',
      alignItems: 'center',
      justifyContent: 'flex-end',
      gap: space.xs,
    },
  }),
)
