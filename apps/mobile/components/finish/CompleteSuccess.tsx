import type { Attention } from '@holdfast/outbox'
import { useRouter } from 'expo-router'
import { useEffect, type ReactNode } from 'react'
import { StyleSheet, View } from 'react-native'
import { useFeel, useSession } from '../../store/hooks.ts'
import type { SessionView } from '../../sync/session/overlay.ts'
import { announce } from '../touch/announce'
import { Button } from '../controls/Button.tsx'
import { here } from '../words/device.ts'
import { Page } from '../layout/Page.tsx'
import { TopBar } from '../layout/TopBar.tsx'
import { OfflineBanner } from '../status/OfflineBanner.tsx'
import { useFix } from '../attention/useFix.ts'
import { useRejectionWords } from '../attention/useRejectionWords.ts'
import { useWhenSent } from '../status/useWhenSent.ts'
import { space } from '../theme/tokens.ts'
import { Text } from '../theme/Text.tsx'
import { viewMark } from '../words/viewMark.ts'
import { DoneFigures } from './DoneFigures.tsx'
import { SetMarkIcon } from '../status/SetMarkIcon.tsx'

/** The result of a finish: the workout is saved, or the server rejected it. Both are shown in the same place. */
export function CompleteSuccess({ session }: { session: SessionView }) {
  const [rejection] = session.rejected
  return rejection ? <Rejected session={session} attention={rejection} /> : <Saved session={session} />
}

function Saved({ session }: { session: SessionView }) {
  const feel = useFeel()
  const leave = useLeave(session.id)
  const whenSent = useWhenSent()
  const saved = `Workout saved ${here}.`
  const next = {
    server: 'It is on the server too.',
    waiting: whenSent ?? 'Sending it now…',
    attention: 'Something in it needs your attention. See Sync.',
    here: "It isn't sent: you keep it here only.",
  }[session.sync]
  useEffect(() => {
    feel.saved()
    announce(saved)
  }, [feel, saved])
  const dock = <Button testID="complete-done" look="primary" label="Done" onPress={leave} />
  return <Outcome session={session} testID="complete-success" title={saved} text={next} dock={dock} />
}

function Rejected({ session, attention }: { session: SessionView; attention: Attention }) {
  const router = useRouter()
  const feel = useFeel()
  const leave = useLeave(session.id)
  const { what, why } = useRejectionWords(attention)
  const fix = useFix(attention)
  useEffect(() => {
    feel.refused()
    announce(`${what}. ${why}`)
  }, [feel, what, why])
  const dock = (
    <>
      <Button
        testID="complete-fix"
        look="primary"
        label={fix ? 'Fix' : 'See what you can do'}
        onPress={fix ?? (() => router.navigate('/sync'))}
      />
      <Button testID="complete-done" look="plain" label="Later" onPress={leave} />
    </>
  )
  return <Outcome session={session} testID="complete-rejected" title={what} text={`${why} Your sets are safe ${here}.`} dock={dock} />
}

type OutcomeProps = { session: SessionView; testID: string; title: string; text: string; dock: ReactNode }

function Outcome({ session, testID, title, text, dock }: OutcomeProps) {
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
      dock={dock}
    >
      <View testID={testID} accessible role="status" style={styles.outcome}>
        <SetMarkIcon mark={viewMark(session.sync)} testID="complete-mark" size={56} />
        <Text look="title" role="heading" aria-level={1}>
          {title}
        </Text>
        <Text look="body" tone="muted">
          {text}
        </Text>
      </View>
      <DoneFigures session={session} />
    </Page>
  )
}

/** Goes to Today; the session page is left. */
function useLeave(sessionId: string): () => void {
  const router = useRouter()
  const reset = useSession((state) => state.reset)
  const isOpen = useSession((state) => state.sessionId === sessionId)
  return () => {
    if (isOpen) reset()
    router.dismissTo('/today')
  }
}

const styles = StyleSheet.create({ outcome: { alignItems: 'flex-start', gap: space.s, paddingTop: space.xl } })
