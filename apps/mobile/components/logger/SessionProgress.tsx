import { StyleSheet, View } from 'react-native'
import type { Stage } from '../../sync/session/overlay.ts'
import { ProgressBar } from '../controls/ProgressBar.tsx'
import { contentWidthMax, space } from '../theme/tokens.ts'
import { Text } from '../theme/Text.tsx'
import { ElapsedTime, SessionDay } from './ElapsedTime.tsx'
import { useCourse } from '../session/loggerContext.ts'

/** How long the session has been going on, or how it ended, and how many of its sets are logged. */
export function SessionFacts({ stage, setCount }: { stage: Stage; setCount: number }) {
  return (
    <View style={styles.facts}>
      <StageOrTime stage={stage} />
      <LoggedCount setCount={setCount} />
    </View>
  )
}

/** A finished session shows its day: it is being corrected, not lifted. */
function StageOrTime({ stage }: { stage: Stage }) {
  switch (stage) {
    case 'planned':
    case 'going':
    case 'notSkipped':
      return <ElapsedTime />
    case 'finished':
      return <SessionDay />
    case 'notFinished':
      return <End words="Not finished" tone="attention" />
    case 'skipped':
      return <End words="Skipped" tone="muted" />
  }
}

function End({ words, tone }: { words: string; tone: 'attention' | 'muted' }) {
  return (
    <Text testID="session-end" look="small" tone={tone}>
      {words}
    </Text>
  )
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
