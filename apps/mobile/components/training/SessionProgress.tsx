import { StyleSheet, View } from 'react-native'
import { useSession } from '../../store/hooks.ts'
import type { Stage } from '../../sync/overlay.ts'
import { ProgressBar } from '../ProgressBar.tsx'
import { contentWidthMax, space } from '../theme/tokens.ts'
import { Text } from '../theme/Text.tsx'
import { ElapsedTime } from './ElapsedTime.tsx'
import { useCourse } from './loggerContext.ts'

/** How long the session has been going on, or how it ended, and how many of its sets are logged. */
export function SessionFacts({ stage, setCount }: { stage: Stage; setCount: number }) {
  const startedAt = useSession((session) => session.startedAt)
  const end = endWords[stage]
  return (
    <View style={styles.facts}>
      {end ? (
        <Text testID="session-end" look="small" tone={end.tone}>
          {end.words}
        </Text>
      ) : (
        startedAt && <ElapsedTime startedAt={startedAt} />
      )}
      <LoggedCount setCount={setCount} />
    </View>
  )
}

/** How a session ended; null while it goes on. */
const endWords: Record<Stage, { words: string; tone: 'ok' | 'attention' | 'muted' } | null> = {
  planned: null,
  going: null,
  notSkipped: null,
  notFinished: { words: 'Not finished', tone: 'attention' },
  finished: { words: 'Finished', tone: 'ok' },
  skipped: { words: 'Skipped', tone: 'muted' },
}

function LoggedCount({ setCount }: { setCount: number }) {
  const loggedCount = useCourse((course) => course.loggedCount)
  return (
    <Text look="small" tone="muted" tabular>
      {`${loggedCount} of ${setCount} sets`}
    </Text>
  )
}

/** The line under the top bar that fills with every set. */
export function SessionProgress({ setCount }: { setCount: number }) {
  const loggedCount = useCourse((course) => course.loggedCount)
  return (
    <View style={styles.progress}>
      <ProgressBar share={setCount === 0 ? 0 : loggedCount / setCount} label="Sets logged" height={4} />
    </View>
  )
}

const styles = StyleSheet.create({
  facts: { flexDirection: 'row', gap: space.m },
  progress: { width: '100%', maxWidth: contentWidthMax, alignSelf: 'center', paddingHorizontal: space.l, paddingBottom: space.s },
})
