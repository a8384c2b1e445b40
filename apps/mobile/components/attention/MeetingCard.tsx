import { useRouter } from 'expo-router'
import { StyleSheet, View } from 'react-native'
import { useSession, useSync } from '../../store/hooks.ts'
import type { Meeting } from '../../sync/engine/conflicts.ts'
import { useSessionView } from '../../sync/views/useSessionView.ts'
import { Button } from '../controls/Button.tsx'
import { device } from '../words/device.ts'
import { Notice } from '../controls/Notice.tsx'
import { space } from '../theme/tokens.ts'
import { Text } from '../theme/Text.tsx'
import { useNow } from '../controls/useNow.ts'
import { meetingWords } from '../words/meetingWords.ts'

/** Where two logs of a session met, until the lifter knows: of one session, or of all. Never in the middle of a workout. */
export function MeetingCards({ sessionId }: { sessionId?: string }) {
  const meetings = useSync((sync) => sync.meetings)
  const training = useSession((session) => session.sessionId !== null && !session.isOver)
  if (training) return null
  return meetings
    .filter((meeting) => sessionId === undefined || meeting.sessionId === sessionId)
    .map((meeting) => <MeetingCard key={meeting.sessionId} meeting={meeting} />)
}

function MeetingCard({ meeting }: { meeting: Meeting }) {
  const router = useRouter()
  const now = useNow()
  const { sessionId } = meeting
  const { session } = useSessionView(sessionId)
  const seeMeeting = useSync((sync) => sync.seeMeeting)
  return (
    <Notice testID={`meeting-${sessionId}`} title={`Two logs of ${session?.title ?? 'a workout'}`}>
      <Text tabular>{meetingWords(meeting, now, device)}</Text>
      <View style={styles.actions}>
        <Button
          testID={`meeting-compare-${sessionId}`}
          label="See the other version"
          onPress={() => router.push({ pathname: '/session/revisions/[sessionId]', params: { sessionId } })}
        />
        <Button testID={`meeting-ok-${sessionId}`} look="plain" label="OK" onPress={() => seeMeeting(sessionId)} />
      </View>
    </Notice>
  )
}

const styles = StyleSheet.create({ actions: { flexDirection: 'row', flexWrap: 'wrap', gap: space.s } })
