import type { ActualSet, Weight } from '@holdfast/contract'
import { ScrollView, StyleSheet, View } from 'react-native'
import { space } from '../theme/tokens.ts'
import { decimalMark } from '../words/decimalMark.ts'
import { KeypadHead } from './KeypadHead.tsx'
import { KeyRows } from './KeyRows.tsx'
import { afterKey } from './keys.ts'
import { useKeypadRoom } from './keypadRoom.ts'
import { useKeysBeforeCell } from './keysBeforeCell'
import { useCells, useLogger } from '../session/loggerContext.ts'
import { useOwnKeys } from '../set/ownKeys'
import type { SetPlace } from '../session/sessionRows.ts'
import { useFields } from '../session/useFields.ts'
import { StepKeys } from './StepKeys.tsx'
import { useSetRow } from '../set/useSetRow.ts'

type Props = { place: SetPlace; lastTime: ActualSet | undefined; unit: Weight['unit'] }

/** The input for the active cell: a keypad for touch, step buttons for a real keyboard. */
export function CellInHand({ place, lastTime, unit }: Props) {
  const row = useSetRow(place, lastTime, unit)
  const { cells } = useLogger()
  const field = useCells((state) => state.active?.field)
  const ownKeys = useOwnKeys()
  const fields = useFields()
  const { heightMax } = useKeypadRoom()
  useKeysBeforeCell(`set-${field}-${place.setId}`)
  if (!field) return null
  const cell = row.cells[field]
  const next = fields[fields.indexOf(field) + 1]
  const Keys = ownKeys ? KeyRows : StepKeys
  return (
    <View testID="keypad" role="group" aria-label={`Keys for ${place.name.toLowerCase()} of ${place.exerciseName}`} style={styles.pad}>
      <KeypadHead place={place} field={field} row={row} onClose={() => cells.getState().release()} />
      <ScrollView style={[styles.keys, { maxHeight: heightMax }]} keyboardShouldPersistTaps="always">
        <Keys
          field={field}
          name={`${place.name} · ${place.exerciseName}`}
          row={row}
          last={next ? 'next' : row.logged ? 'done' : 'log'}
          onKey={(key) => row.type(field, afterKey(cell.text, key, cells.getState().fresh, field, decimalMark))}
          onNext={() => {
            if (next) cells.getState().take(place.setId, next)
            else if (row.logged) cells.getState().release()
            else row.log()
          }}
        />
      </ScrollView>
    </View>
  )
}

const styles = StyleSheet.create({ pad: { gap: space.s }, keys: { flexGrow: 0 } })
