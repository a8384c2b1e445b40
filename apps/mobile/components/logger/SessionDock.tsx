import type { ActualSet, Weight } from '@holdfast/contract'
import { useRouter } from 'expo-router'
import { useSession } from '../../store/hooks.ts'
import type { Stage } from '../../sync/session/overlay.ts'
import { Button } from '../controls/Button.tsx'
import { CellInHand } from '../keypad/CellInHand.tsx'
import { useCells, useCourse, useLogger } from '../session/loggerContext.ts'
import { LogNextSet } from '../keypad/LogNextSet.tsx'
import { useOwnKeys } from '../set/ownKeys'
import { RestBar } from './RestBar.tsx'
import type { SetPlace } from '../session/sessionRows.ts'

type Props = {
  places: readonly SetPlace[]
  units: Readonly<Record<string, Weight['unit']>>
  lastTime: Readonly<Record<string, ActualSet>>
  stage: Stage
  /** Finished before and open again: there is no next set, and changes are saved with a new finish. */
  isEnded: boolean
}

/** The controls at the bottom: the active cell, the rest, the next set, and the finish. */
export function SessionDock({ places, units, lastTime, stage, isEnded }: Props) {
  const activeId = useCells((cells) => cells.active?.setId)
  const active = places.find(({ setId }) => setId === activeId)
  // The next set of the plan; null when every set is logged, or the session is over.
  const nextId = useCourse((course) => course.nextId)
  const next = places.find(({ setId }) => setId === nextId)
  // The keypad needs the space, and a workout is not finished while a number is typed.
  const isTyping = useOwnKeys() && active !== undefined
  const of = (place: SetPlace) => ({ place, lastTime: lastTime[place.setId], unit: units[place.setId] ?? 'kg' })
  return (
    <>
      {active && <CellInHand key={`hand-${active.setId}`} {...of(active)} />}
      {!isEnded && <RestBar />}
      {next && <LogNextSet {...of(next)} />}
      {!isTyping && <CompleteButton look={next ? 'second' : 'primary'} stage={stage} />}
    </>
  )
}

function CompleteButton({ look, stage }: { look: 'primary' | 'second'; stage: Stage }) {
  const router = useRouter()
  const { sessionId } = useLogger()
  const isEmpty = useCourse((course) => course.loggedCount === 0)
  // Ended before, whatever the server answered: the last page begins with that end and replaces it with a new one.
  const isEdit = useSession((session) => session.isOver)
  return (
    <Button
      testID="complete-workout"
      look={look}
      label={stage === 'finished' || stage === 'skipped' ? 'Save changes' : 'Complete Workout'}
      disabled={isEmpty}
      onPress={() => router.push({ pathname: '/session/complete', params: isEdit ? { sessionId, edit: '1' } : { sessionId } })}
    />
  )
}
