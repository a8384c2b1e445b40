import { StyleSheet, View } from 'react-native'
import { useSession } from '../../store/hooks.ts'
import { ProgressBar } from '../ProgressBar.tsx'
import { contentWidthMax, space } from '../theme/tokens.ts'
import { Text } from '../theme/Text.tsx'
import { ElapsedTime, SessionDay } from './ElapsedTime.tsx'
import { useCourse } from './loggerContext.ts'

/** How long the session has been going on, or the day of one that is finished, and how many of its sets are logged. */
export function SessionFacts({ setCount }: { setCount: number }) {
  const isOver = useSession((session) => session.isOver)
  return (
    <View style={styles.facts}>
      {isOver ? <SessionDay /> : <ElapsedTime />}
      <LoggedCount setCount={setCount} />
    </View>
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
