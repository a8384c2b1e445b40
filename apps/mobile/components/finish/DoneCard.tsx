import { useRouter } from 'expo-router'
import { StyleSheet, View } from 'react-native'
import type { SessionView } from '../../sync/session/overlay.ts'
import { LinkPress } from '../controls/LinkPress.tsx'
import { SessionMark } from '../status/SessionMark.tsx'
import { space } from '../theme/tokens.ts'
import { Text } from '../theme/Text.tsx'
import { DoneFigures } from './DoneFigures.tsx'
import { Ledger } from './Ledger.tsx'
import { doneLines } from './ledgerLines.ts'

/** Today's session is finished or skipped: what was lifted, and where it is saved. */
export function DoneCard({ session, ledger = false }: { session: SessionView; ledger?: boolean }) {
  const router = useRouter()
  const skipped = session.status === 'skipped'
  return (
    <View testID="today-card" style={styles.card}>
      <LinkPress
        testID="today-open"
        aria-label={`${session.title}, ${skipped ? 'skipped' : 'done'}. Look at it`}
        onPress={() => router.push({ pathname: '/session/[sessionId]', params: { sessionId: session.id } })}
      >
        <Text look="label" tone={skipped ? 'muted' : 'ok'}>
          {skipped ? 'Skipped' : 'Done'}
        </Text>
        <Text look="display" tabular={false} role="heading" aria-level={1}>
          {session.title}
        </Text>
        {skipped && session.skipReason && (
          <Text look="body" tone="muted">
            {session.skipReason}
          </Text>
        )}
      </LinkPress>
      <SessionMark sync={session.sync} testID="today-mark" />
      {!skipped && <DoneFigures session={session} />}
      {!skipped && ledger && <Ledger lines={doneLines(session)} />}
    </View>
  )
}

const styles = StyleSheet.create({ card: { gap: space.l } })
