import type { ActualSet, Weight } from '@holdfast/contract'
import { memo, useRef } from 'react'
import { Pressable, StyleSheet, View } from 'react-native'
import { useSetMark } from '../../store/hooks.ts'
import { here } from '../words/device.ts'
import { onWeb } from '../touch/onWeb.ts'
import { useInSight } from '../layout/pageScroll.ts'
import { useSetReason } from '../session/useSetReason.ts'
import { radius, space, target } from '../theme/tokens.ts'
import { Text } from '../theme/Text.tsx'
import { themed } from '../theme/useTheme.ts'
import { useSteady } from '../touch/useSteady.ts'
import { narrowSet, number, spokenSet } from '../words/amounts.ts'
import { cellText, decimalMark } from '../words/decimalMark.ts'
import { markWords } from '../words/markWords.ts'
import { becomesRpe } from '../words/typedNumber.ts'
import { useColumns } from './columns.ts'
import { focusSet } from '../session/focusSet'
import { useCells, useCourse, useLogger } from '../session/loggerContext.ts'
import { NumberCell } from './NumberCell.tsx'
import type { SetPlace } from '../session/sessionRows.ts'
import type { Field } from '../session/setCells.ts'
import { useFields } from '../session/useFields.ts'
import { SetNumber } from './SetNumber.tsx'
import { SetCheck } from './SetCheck.tsx'
import { useSetRow } from './useSetRow.ts'

type Props = { place: SetPlace; lastTime: ActualSet | undefined; unit: Weight['unit']; afterId: string | null }

/** One set: its numbers of last time, its numbers now, and where it is saved. */
export const SetRow = memo(function SetRow({ place, lastTime, unit, afterId }: Props) {
  const styles = useStyles()
  const { widths, twoLines, isTiny } = useColumns()
  const shownFields = useFields()
  const { sessionId, cells } = useLogger()
  const { setId } = place
  const row = useSetRow(place, lastTime, unit)
  const mark = useSetMark(sessionId, setId)
  const reason = useSetReason(setId)
  const active = useCells((state) => (state.active?.setId === setId ? state.active.field : null))
  const next = useCourse((course) => course.nextId === setId)
  const amounts = row.values.kind === 'ok' ? spokenSet(row.values.values) : ''
  const label = [`${place.name} of ${place.of}`, place.setType === 'warmup' ? null : place.setType, amounts].filter(Boolean).join(', ')
  const problem = row.cells.rpe.problem && active === 'rpe' && becomesRpe(row.cells.rpe.text) ? null : row.problem
  const stateWords = row.notSaved ? 'not saved' : markWords(row.logged ? mark : 'none', here, reason)
  const weightBefore = useRef<Weight | null>(null)
  const view = useInSight(next || active !== null, active !== null)
  const names: Record<Field, string> = { weight: row.unit === 'kg' ? 'Weight in kilograms' : 'Weight in pounds', reps: 'Reps', rpe: 'RPE' }

  const on = useSteady({
    take(field: Field) {
      cells.getState().take(setId, field)
      if (field === 'weight') weightBefore.current = row.ownWeight()
    },
    type: row.type,
    step: row.step,
    enter() {
      row.log()
      if (row.values.kind === 'ok' && afterId) focusSet(afterId)
    },
    leave(field: Field) {
      cells.getState().leave(setId)
      if (field === 'weight') row.sayWhoFollows(weightBefore.current)
    },
    close: () => cells.getState().release(),
    toggle: row.toggle,
    copyLastTime() {
      if (!lastTime) return
      if (lastTime.weight?.unit === row.unit) row.type('weight', cellText(number(lastTime.weight.value), decimalMark))
      if (lastTime.reps !== null) row.type('reps', String(lastTime.reps))
    },
  })
  const numbers = shownFields.map((field) => (
    <View key={field} style={twoLines ? styles.even : widths[field]}>
      <NumberCell
        testID={`set-${field}-${setId}`}
        label={`${names[field]}, ${place.name.toLowerCase()} of ${place.exerciseName}`}
        {...row.cells[field]}
        field={field}
        active={active === field}
        isSmall={isTiny}
        logged={row.logged && active !== field}
        on={on}
      />
    </View>
  ))
  return (
    <View
      ref={view}
      testID={`set-row-${setId}`}
      role="group"
      aria-label={`${label}, ${stateWords}`}
      style={[styles.row, next && styles.next]}
      {...onWeb({ dataSet: { row: setId } })}
    >
      <View style={styles.line}>
        <View style={widths.number}>
          <SetNumber place={place} next={next} />
        </View>
        <LastTime lastTime={lastTime} unit={row.unit} disabled={!lastTime || row.logged} onCopy={on.copyLastTime} />
        {!twoLines && numbers}
        <View style={[styles.check, widths.check]}>
          <SetCheck
            setId={setId}
            label={label}
            logged={row.logged}
            mark={mark}
            reason={reason}
            next={next}
            notSaved={row.notSaved}
            onToggle={on.toggle}
          />
        </View>
      </View>
      {twoLines && <View style={styles.line}>{numbers}</View>}
      {problem !== null && (
        <Text testID={`set-problem-${setId}`} look="small" tone="attention" role="alert" style={styles.problem}>
          {problem}
        </Text>
      )}
      {row.logged && mark === 'attention' && reason !== undefined && (
        <Text look="small" tone="attention" style={styles.problem}>
          {reason}
        </Text>
      )}
    </View>
  )
})

type LastTimeProps = { lastTime: ActualSet | undefined; unit: Weight['unit']; disabled: boolean; onCopy: () => void }

/** The numbers of last time; a tap copies them. */
const LastTime = memo(function LastTime({ lastTime, unit, disabled, onCopy }: LastTimeProps) {
  const styles = useStyles()
  const { widths } = useColumns()
  return (
    <Pressable
      role="button"
      aria-label={lastTime ? `Last time ${spokenSet(lastTime)}. Copy` : 'No last time'}
      disabled={disabled}
      onPress={onCopy}
      style={[styles.previous, widths.previous]}
    >
      {previousLines(lastTime, unit).map((line) => (
        <Text key={line} look="small" tabular tone="muted" style={styles.lastTime}>
          {line}
        </Text>
      ))}
    </Pressable>
  )
})

/** "100×5" over "@8"; a weight in another unit needs its own line. */
function previousLines(set: ActualSet | undefined, unit: Weight['unit']): string[] {
  if (!set) return ['–']
  const rpe = set.rpe === null ? '' : `@${number(set.rpe)}`
  const lines =
    set.weight && set.weight.unit !== unit
      ? [`${number(set.weight.value)}${set.weight.unit}`, `×${set.reps ?? '–'} ${rpe}`]
      : [narrowSet(set, unit), rpe]
  return lines.filter((line) => line !== '')
}

const useStyles = themed(({ colors }) =>
  StyleSheet.create({
    row: {
      minHeight: 64,
      justifyContent: 'center',
      marginHorizontal: -space.s,
      paddingHorizontal: space.s - 1,
      borderRadius: radius.m,
      borderWidth: 1,
      borderColor: 'transparent',
    },
    next: { borderColor: colors.accent, backgroundColor: colors.accentTint },
    line: { flexDirection: 'row', alignItems: 'center', gap: 6 },
    even: { flex: 1, paddingBottom: space.s },
    previous: { minHeight: target.min, justifyContent: 'center' },
    lastTime: { fontSize: 13 },
    check: { alignItems: 'flex-end' },
    problem: { paddingBottom: space.s, paddingLeft: 30 },
  }),
)
