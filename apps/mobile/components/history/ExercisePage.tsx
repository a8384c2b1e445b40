import { useRouter } from 'expo-router'
import { useMemo } from 'react'
import { StyleSheet, View } from 'react-native'
import {
  e1rmSeries,
  exerciseHistory,
  volumeSeries,
  type ExerciseSession,
  type PersonalBests,
  type Point,
} from '../../sync/history/exerciseHistory.ts'
import { useHistory } from '../../sync/history/useHistory.ts'
import { useSettings } from '../../store/hooks.ts'
import { LineChart } from '../charts/LineChart.tsx'
import { Figures } from '../controls/Figures.tsx'
import { LinkPress } from '../controls/LinkPress.tsx'
import { Page } from '../layout/Page.tsx'
import { TopBar } from '../layout/TopBar.tsx'
import { OfflineBanner } from '../status/OfflineBanner.tsx'
import { Skeleton } from '../controls/Skeleton.tsx'
import { space } from '../theme/tokens.ts'
import { Text } from '../theme/Text.tsx'
import { themed } from '../theme/useTheme.ts'
import { useNow } from '../controls/useNow.ts'
import { loadWords, number, setWords, volumeWords } from '../words/amounts.ts'
import { chartWords } from '../words/chartWords.ts'
import { shortDayWords } from '../words/times.ts'
import { useBack } from '../layout/useBack.ts'

const SESSIONS_MAX = 10

/** One exercise over time: its bests, its charts, and its last sessions set by set. */
export function ExercisePage({ exerciseId }: { exerciseId: string }) {
  const back = useBack('/history')
  const now = useNow()
  const { history, loading } = useHistory()
  const { name, sessions, bests } = useMemo(() => exerciseHistory(history, exerciseId), [history, exerciseId])
  const strengths = useMemo(() => e1rmSeries(sessions), [sessions])
  const volumes = useMemo(() => volumeSeries(sessions), [sessions])
  const unit = useSettings((settings) => settings.unit)
  const strength = (kg: number) => loadWords(kg, unit)
  const volume = (kg: number) => volumeWords(kg, unit)
  return (
    <Page
      header={
        <>
          <TopBar onBack={back}>
            <Text look="strong">Exercise</Text>
          </TopBar>
          <OfflineBanner />
        </>
      }
    >
      <Text testID="exercise-name" look="title" role="heading" aria-level={1}>
        {name ?? 'Exercise'}
      </Text>
      {sessions.length === 0 ? (
        loading ? (
          <Skeleton label="Fetching your workouts" lines={6} />
        ) : (
          <Text tone="muted">Not done yet. Once it is part of a finished workout, its history starts here.</Text>
        )
      ) : (
        <>
          <Bests bests={bests} now={now} strength={strength} volume={volume} />
          <Chart
            testID="exercise-e1rm"
            title="Estimated one-rep max"
            note="From the best set of each session, up to 12 reps (Epley)"
            points={strengths}
            words={strength}
            now={now}
          />
          <Chart testID="exercise-volume" title="Volume" note="Weight × reps, without warm-ups" points={volumes} words={volume} now={now} />
          <View>
            <Text look="heading" role="heading" aria-level={2} style={headStyles.head}>
              Last sessions
            </Text>
            {sessions.slice(0, SESSIONS_MAX).map((session) => (
              <SessionSets key={session.entry.session.id} session={session} now={now} />
            ))}
          </View>
        </>
      )}
    </Page>
  )
}

type BestsProps = { bests: PersonalBests; now: number; strength: (kg: number) => string; volume: (kg: number) => string }

function Bests({ bests: { e1rm, heaviest, volume: most }, now, strength, volume }: BestsProps) {
  const day = (session: ExerciseSession) => shortDayWords(session.entry.day, now)
  const figures = [
    ...(e1rm ? [{ name: 'Best estimate', value: strength(e1rm.kg), under: day(e1rm.session) }] : []),
    ...(heaviest ? [{ name: 'Heaviest set', value: setWords(heaviest.set), under: day(heaviest.session) }] : []),
    ...(most ? [{ name: 'Most volume', value: volume(most.kg), under: day(most.session) }] : []),
  ]
  return figures.length === 0 ? null : <Figures testID="exercise-bests" across={3} figures={figures} />
}

type ChartProps = { testID: string; title: string; note: string; points: readonly Point[]; words: (kg: number) => string; now: number }

/** A chart, and under it the same values as a list, for screen readers and for exact numbers. */
function Chart({ testID, title, note, points, words, now }: ChartProps) {
  const styles = useStyles()
  const when = ({ session }: Point) => shortDayWords(session.entry.day, now)
  if (points.length === 0) return null
  return (
    <View style={styles.chart}>
      <View>
        <Text look="heading" role="heading" aria-level={2}>
          {title}
        </Text>
        <Text look="small" tone="muted">
          {note}
        </Text>
      </View>
      <LineChart
        testID={testID}
        points={points.map((point) => ({ atMs: point.atMs, value: point.kg, when: when(point) }))}
        label={chartWords(title, points, words, when)}
        words={words}
      />
      <View role="list" aria-label={title}>
        {points
          .slice(-SESSIONS_MAX)
          .reverse()
          .map((point) => (
            <View key={point.session.entry.session.id} role="listitem" style={styles.value}>
              <Text look="small" tone="muted" tabular style={styles.fill}>
                {when(point)}
              </Text>
              <Text look="small" tabular>
                {words(point.kg)}
              </Text>
            </View>
          ))}
      </View>
    </View>
  )
}

function SessionSets({ session, now }: { session: ExerciseSession; now: number }) {
  const router = useRouter()
  const styles = useStyles()
  const { id, title } = session.entry.session
  return (
    <LinkPress
      testID={`exercise-session-${id}`}
      aria-label={`${title}, ${shortDayWords(session.entry.day, now)}, ${session.sets.map(setWords).join(', ')}. Look at it`}
      onPress={() => router.push({ pathname: '/session/[sessionId]', params: { sessionId: id } })}
      style={({ pressed }) => [styles.session, pressed && styles.pressed]}
    >
      <View style={styles.line}>
        <Text look="strong" style={styles.fill}>
          {title}
        </Text>
        <Text look="small" tone="muted" tabular>
          {shortDayWords(session.entry.day, now)}
        </Text>
      </View>
      {session.sets.map((set) => (
        <View key={set.id} style={styles.line}>
          <Text tabular tone={set.setType === 'warmup' ? 'muted' : 'text'}>
            {setWords(set)}
          </Text>
          {set.rpe !== null && (
            <Text look="small" tone="muted" tabular>
              {`RPE ${number(set.rpe)}`}
            </Text>
          )}
          {set.setType === 'warmup' && (
            <Text look="small" tone="muted">
              Warm-up
            </Text>
          )}
          {set.id === session.best?.set.id && (
            <Text look="small" tone="ok">
              Best set
            </Text>
          )}
        </View>
      ))}
    </LinkPress>
  )
}

const headStyles = StyleSheet.create({ head: { paddingBottom: space.s } })

const useStyles = themed(({ colors }) =>
  StyleSheet.create({
    chart: { gap: space.m },
    value: { minHeight: 32, flexDirection: 'row', alignItems: 'center', gap: space.m },
    session: { gap: space.xs, minHeight: 48, paddingVertical: space.m, borderTopWidth: 1, borderTopColor: colors.hairline },
    line: { flexDirection: 'row', alignItems: 'baseline', gap: space.m },
    fill: { flex: 1 },
    pressed: { opacity: 0.75 },
  }),
)
