import { useState } from 'react'
import { StyleSheet, View } from 'react-native'
import { useSession } from '../../store/hooks.ts'
import type { WorkoutTimes } from '../../sync/session/workoutTimes.ts'
import { Button } from '../controls/Button.tsx'
import { Field } from '../controls/Field.tsx'
import { space } from '../theme/tokens.ts'
import { Text } from '../theme/Text.tsx'
import { useNow } from '../controls/useNow.ts'
import { textsOf, timesWords, typedTimes, type TimeTexts, type TypedTimes } from '../words/typedTimes.ts'

/** The texts of the fields, and the times they began with. */
type Typing = { before: WorkoutTimes; texts: TimeTexts }

/** The times of the workout as the lifter has edited them. */
export type FinishTimesState = { shown: WorkoutTimes | null; typing: Typing | null; typed: TypedTimes; type(typing: Typing): void }

export function useFinishTimes(): FinishTimesState {
  const timesToFinish = useSession((session) => session.timesToFinish)
  const nowMs = useSession((session) => session.nowMs)
  const day = useSession((session) => session.scheduledOn)
  const [typing, type] = useState<Typing | null>(null)
  useNow()
  const typed: TypedTimes = typing ? typedTimes(typing.before, typing.texts, nowMs(), day) : { kind: 'times', times: null }
  const proposed = typing?.before ?? timesToFinish()
  return { shown: (typed.kind === 'times' ? typed.times : null) ?? proposed, typing, typed, type }
}

/** When the workout was, with fields to correct it: a start and a length. */
export function FinishTimes({ times: { shown, typing, typed, type } }: { times: FinishTimesState }) {
  const day = useSession((session) => session.scheduledOn)
  const isOver = useSession((session) => session.isOver)
  const nowMs = useSession((session) => session.nowMs)()
  if (!shown) return null
  const isLongAgo = !isOver && !typing && nowMs - Date.parse(shown.completedAt) > LONG_AGO_MS
  const change = (part: Partial<TimeTexts>) => typing && type({ ...typing, texts: { ...typing.texts, ...part } })
  return (
    <View style={styles.part}>
      <Text testID="complete-times" look="strong" tabular>
        {timesWords(shown, day, nowMs)}
      </Text>
      {isLongAgo && (
        <Text testID="complete-times-why" look="small" tone="muted">
          Your last set was hours ago, so the workout ends with it. Change that if it is wrong.
        </Text>
      )}
      {typing ? (
        <>
          <Field
            testID="complete-start"
            autoFocus
            label="Started at"
            value={typing.texts.start}
            onChangeText={(start) => change({ start })}
          />
          <Field testID="complete-length" label="Length" value={typing.texts.length} onChangeText={(length) => change({ length })} />
          {typed.kind === 'bad' && (
            <Text testID="complete-times-problem" tone="attention" role="alert">
              {typed.why}
            </Text>
          )}
        </>
      ) : (
        <Button testID="complete-times-change" label="Change the time" onPress={() => type({ before: shown, texts: textsOf(shown) })} />
      )}
    </View>
  )
}

const LONG_AGO_MS = 3_600_000

const styles = StyleSheet.create({ part: { gap: space.m, alignItems: 'stretch' } })
