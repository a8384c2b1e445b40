import { useEffect, useMemo, useState } from 'react'
import { useFeel, useSession } from '../../store/hooks.ts'
import { usePreviousSets } from '../../sync/history/usePreviousSets.ts'
import { useStage } from '../../sync/views/useStage.ts'
import { Page } from '../layout/Page.tsx'
import { TopBar } from '../layout/TopBar.tsx'
import { OfflineBanner } from '../status/OfflineBanner.tsx'
import { useFixFocus } from '../session/useFixFocus.ts'
import { Text } from '../theme/Text.tsx'
import { AddExerciseButton } from '../exercises/AddExercise.tsx'
import { createCells } from '../session/cells.ts'
import { ChangeSnackbar } from './ChangeSnackbar.tsx'
import { useCourseOf } from '../session/course.ts'
import { EndNotice } from './EndNotice.tsx'
import { ExerciseCards } from './ExerciseCards.tsx'
import { LoggerContext } from '../session/loggerContext.ts'
import { NotSaved } from '../attention/NotSaved.tsx'
import { PlanNews } from './PlanNews.tsx'
import { SessionDock } from './SessionDock.tsx'
import { SessionMenu } from './SessionMenu.tsx'
import { SessionNotes } from '../finish/SessionNotes.tsx'
import { SessionFacts, SessionProgress } from './SessionProgress.tsx'
import { placesOf } from '../session/sessionRows.ts'
import { useExercises } from '../session/useExercises.ts'
import { useBack } from '../layout/useBack.ts'

/**
 * The session being lifted: all its sets, and the next one in the dock. A ✓ does not render this again: what depends on it subscribes by
 * itself.
 */
export function SessionLogging({ sessionId }: { sessionId: string }) {
  const feel = useFeel()
  useEffect(() => feel.keepAwake(), [feel])
  useEffect(() => feel.prepareChime(), [feel])
  const back = useBack('/today')
  const [cells] = useState(createCells)
  useFixFocus(cells)
  const exercises = useExercises()
  const lastTime = usePreviousSets(sessionId, exercises)
  const places = useMemo(() => placesOf(exercises), [exercises])
  const stage = useStage(sessionId)
  // Ended by the lifter, whatever the server answered: it can only be corrected.
  const isEnded = stage === 'finished' || stage === 'skipped' || stage === 'notFinished'
  const course = useCourseOf(places, cells, isEnded)
  const logger = useMemo(() => ({ sessionId, lastTime, cells, course }), [sessionId, lastTime, cells, course])
  const title = useSession((session) => session.title)
  const afterIds = useMemo(() => Object.fromEntries(places.map(({ setId }, at) => [setId, places[at + 1]?.setId ?? null])), [places])
  const units = useMemo(
    () => Object.fromEntries(exercises.flatMap(({ unit, warmups, sets }) => [...warmups, ...sets].map(({ setId }) => [setId, unit]))),
    [exercises],
  )
  return (
    <LoggerContext value={logger}>
      <Page
        header={
          <>
            <TopBar onBack={back} backLabel="Back to Today. The session goes on" menu={<SessionMenu />}>
              <Text look="strong" role="heading" aria-level={1} numberOfLines={1}>
                {title}
              </Text>
              <SessionFacts stage={stage} setCount={places.length} />
            </TopBar>
            <OfflineBanner keepsRoom />
            <SessionProgress setCount={places.length} />
            <NotSaved />
          </>
        }
        dock={<SessionDock places={places} stage={stage} isEnded={isEnded} units={units} lastTime={lastTime} />}
      >
        <PlanNews />
        <EndNotice />
        {exercises.length > 0 ? (
          <ExerciseCards exercises={exercises} lastTime={lastTime} afterIds={afterIds} />
        ) : (
          <Text tone="muted">Nothing planned here: add the first exercise, log it set by set.</Text>
        )}
        <AddExerciseButton look={exercises.length === 0 ? 'primary' : 'second'} />
        <SessionNotes />
        <ChangeSnackbar />
      </Page>
    </LoggerContext>
  )
}
