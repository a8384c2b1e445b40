import { useRouter } from 'expo-router'
import { useEffect } from 'react'
import { StyleSheet, View } from 'react-native'
import { useFeel, useSession, useSync } from '../../store/hooks.ts'
import type { SessionView } from '../../sync/overlay.ts'
import { announce } from '../announce'
import { Button } from '../Button.tsx'
import { here } from '../device.ts'
import { Page } from '../layout/Page.tsx'
import { TopBar } from '../layout/TopBar.tsx'
import { OfflineBanner } from '../OfflineBanner.tsx'
import { space } from '../theme/tokens.ts'
import { Text } from '../theme/Text.tsx'
import { viewMark } from '../words/viewMark.ts'
import { DoneFigures } from './DoneFigures.tsx'
import { SetMarkIcon } from './SetMarkIcon.tsx'

/** The workout is in safe hands; the line below says in whose. */
export function CompleteSuccess({ session }: { session: SessionView }) {
  const router = useRouter()
  const feel = useFeel()
  const reset = useSession((state) => state.reset)
  const isOpen = useSession((state) => state.sessionId === session.id)
  const online = useSync((state) => state.online)
  const saved = `Workout saved ${here}.`
  const next = {
    server: 'It is on the server too.',
    waiting: online === 'offline' ? "It will send when you're online." : 'Sending it now…',
    attention: 'The server has a question about it. See Sync.',
    here: "It isn't sent: you keep it here only.",
  }[session.sync]
  useEffect(() => {
    feel.saved()
    announce(saved)
  }, [feel, saved])
  const done = () => {
    if (isOpen) reset()
    router.dismissTo('/today')
  }
  return (
    <Page
      header={
        <>
          <TopBar>
            <Text look="strong">{session.title}</Text>
          </TopBar>
          <OfflineBanner />
        </>
      }
      dock={<Button testID="complete-done" look="primary" label="Done" onPress={done} />}
    >
      <View testID="complete-success" accessible role="status" style={styles.success}>
        <SetMarkIcon mark={viewMark(session.sync)} testID="complete-mark" size={56} />
        <Text look="title" role="heading" aria-level={1}>
          {saved}
        </Text>
        <Text look="body" tone="muted">
          {next}
        </Text>
      </View>
      <DoneFigures session={session} />
    </Page>
  )
}

const styles = StyleSheet.create({ success: { alignItems: 'flex-start', gap: space.s, paddingTop: space.xl } })
