import type { ActualSet, Weight } from '@holdfast/contract'
import { useRouter } from 'expo-router'
import { Button } from '../Button.tsx'
import { CellInHand } from './CellInHand.tsx'
import { useCells, useLogger } from './loggerContext.ts'
import { LogNextSet } from './LogNextSet.tsx'
import { useOwnKeys } from './ownKeys'
import { RestBar } from './RestBar.tsx'
import type { SetPlace } from './sessionRows.ts'

type Props = {
  places: readonly SetPlace[]
  /** The set the plan goes on with; null when every set is logged. */
  next: SetPlace | null
  units: Readonly<Record<string, Weight['unit']>>
  lastTime: Readonly<Record<string, ActualSet>>
  loggedCount: number
  /** Finished before and open again: nothing is next, and what changes is saved with a new finish. */
  isOver: boolean
}

/** What the thumb needs: the cell in hand, the rest, the next set, and the way out. */
export function SessionDock({ places, next, units, lastTime, loggedCount, isOver }: Props) {
  const router = useRouter()
  const { sessionId } = useLogger()
  const activeId = useCells((cells) => cells.active?.setId)
  const active = places.find(({ setId }) => setId === activeId)
  // The keypad needs the room, and nobody finishes a workout in the middle of a number.
  const isTyping = useOwnKeys() && active !== undefined
  const of = (place: SetPlace) => ({ place, lastTime: lastTime[place.setId], unit: units[place.setId] ?? 'kg' })
  return (
    <>
      {active && <CellInHand key={`hand-${active.setId}`} {...of(active)} />}
      {!isOver && <RestBar />}
      {next && !isOver && <LogNextSet key={next.setId} {...of(next)} />}
      {!isTyping && (
        <Button
          testID="complete-workout"
          look={next && !isOver ? 'second' : 'primary'}
          label={isOver ? 'Save changes' : 'Complete Workout'}
          disabled={loggedCount === 0}
          onPress={() => router.push({ pathname: '/session/complete', params: isOver ? { sessionId, edit: '1' } : { sessionId } })}
        />
      )}
    </>
  )
}
