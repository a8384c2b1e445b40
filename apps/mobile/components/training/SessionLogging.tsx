import { useRouter } from 'expo-router'
import { useEffect, useMemo, useState } from 'react'
import { StyleSheet, View } from 'react-native'
import { useStore } from 'zustand'
import { useFeel, useSession } from '../../store/hooks.ts'
import { useOnlyHere } from '../../sync/useOnlyHere.ts'
import { usePreviousSets } from '../../sync/usePreviousSets.ts'
import { Page } from '../layout/Page.tsx'
import { TopBar } from '../layout/TopBar.tsx'
import { OfflineBanner } from '../OfflineBanner.tsx'
import { useFixFocus } from '../syncing/useFixFocus.ts'
import { ProgressBar } from '../ProgressBar.tsx'
import { contentWidthMax, space } from '../theme/tokens.ts'
import { Text } from '../theme/Text.tsx'
import { AddExerciseButton } from './AddExercise.tsx'
import { createCells } from './cells.ts'
import { ChangeSnackbar } from './ChangeSnackbar.tsx'
import { ElapsedTime } from './ElapsedTime.tsx'
import { ExerciseCard } from './ExerciseCard.tsx'
import { LoggerContext } from './loggerContext.ts'
import { NotSaved } from './NotSaved.tsx'
import { PlanNews } from './PlanNews.tsx'
import { SessionDock } from './SessionDock.tsx'
import { SessionMenu } from './SessionMenu.tsx'
import { SessionNotes } from './SessionNotes.tsx'
import { nextPlace, placesOf } from './sessionRows.ts'
import { useExercises } from './useExercises.ts'

/** The session being lifted: every set of it, the next one at the thumb. */
export function SessionLogging({ sessionId }: { sessionId: string }) {
  const feel = useFeel()
  useEffect(() => feel.keepAwake(), [feel])
  const router = useRouter()
  const [cells] = useState(createCells)
  useFixFocus(cells)
  const exercises = useExercises()
  const lastTime = usePreviousSets(sessionId, exercises)
  const logger = useMemo(() => ({ sessionId, lastTime, cells }), [sessionId, lastTime, cells])
  const title = useSession((session) => session.title)
  const startedAt = useSession((session) => session.startedAt)
  const isOver = useSession((session) => session.ended !== null)
  const actualSets = useSession((session) => session.actualSets)
  const unplanned = useSession((session) => session.unplanned)
  const onlyHere = useOnlyHere(sessionId)
  const places = useMemo(() => placesOf(exercises), [exercises])
  const afterIds = useMemo(() => Object.fromEntries(places.map(({ setId }, at) => [setId, places[at + 1]?.setId ?? null])), [places])
  const units = useMemo(
    () => Object.fromEntries(exercises.flatMap(({ unit, warmups, sets }) => [...warmups, ...sets].map(({ setId }) => [setId, unit]))),
    [exercises],
  )
  // The set whose cell is in hand is the one to log; else the plan goes on.
  const inHandId = useStore(cells, (state) => state.active?.setId)
  const next = places.find(({ setId }) => setId === inHandId && !actualSets[setId]) ?? nextPlace(places, actualSets)
  const logged = places.filter(({ setId }) => actualSets[setId]).length
  return (
    <LoggerContext value={logger}>
      <Page
        header={
          <>
            <TopBar
              onBack={() => (router.canGoBack() ? router.back() : router.replace('/today'))}
              backLabel="Back to Today. The session goes on"
              menu={<SessionMenu canDiscard={unplanned && onlyHere && logged === 0} />}
            >
              <Text look="strong" role="heading" aria-level={1} numberOfLines={1}>
                {title}
              </Text>
              <View style={styles.facts}>
                {isOver ? (
                  <Text look="small" tone="ok">
                    Finished
                  </Text>
                ) : (
                  startedAt && <ElapsedTime startedAt={startedAt} />
                )}
                <Text look="small" tone="muted" tabular>
                  {`${logged} of ${places.length} sets`}
                </Text>
              </View>
            </TopBar>
            <View style={styles.progress}>
              <ProgressBar share={places.length === 0 ? 0 : logged / places.length} label="Sets logged" height={4} />
            </View>
            <OfflineBanner inLogger />
            <NotSaved />
          </>
        }
        dock={<SessionDock places={places} next={next} isOver={isOver} units={units} lastTime={lastTime} loggedCount={logged} />}
      >
        <PlanNews />
        {exercises.map((exercise) => (
          <ExerciseCard
            key={exercise.key}
            exercise={exercise}
            lastTime={lastTime}
            nextId={!isOver && next?.exerciseKey === exercise.key ? next.setId : null}
            afterIds={afterIds}
          />
        ))}
        {exercises.length === 0 && <Text tone="muted">Nothing planned here: add the first exercise, log it set by set.</Text>}
        <AddExerciseButton look={exercises.length === 0 ? 'primary' : 'second'} />
        <SessionNotes />
        <ChangeSnackbar />
      </Page>
    </LoggerContext>
  )
}

const styles = StyleSheet.create({
  facts: { flexDirection: 'row', gap: space.m },
  progress: { width: '100%', maxWidth: contentWidthMax, alignSelf: 'center', paddingHorizontal: space.l, paddingBottom: space.s },
})
