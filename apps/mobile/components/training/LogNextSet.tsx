import type { ActualSet, Weight } from '@holdfast/contract'
import { Button } from '../Button.tsx'
import { number, setWords } from '../words/amounts.ts'
import { useCells } from './loggerContext.ts'
import type { SetPlace } from './sessionRows.ts'
import { StepperStrip } from './StepperStrip.tsx'
import { useSetRow } from './useSetRow.ts'

type Props = { place: SetPlace; lastTime: ActualSet | undefined; unit: Weight['unit'] }

/** The next set under the thumb: one tap logs it as it stands. */
export function LogNextSet({ place, lastTime, unit }: Props) {
  const row = useSetRow(place, lastTime, unit)
  const amounts = row.values.kind === 'ok' ? ` · ${setWords(row.values.values)}` : ''
  const name = `${place.name.slice(0, 1).toLowerCase()}${place.name.slice(1)}`
  return (
    <Button
      testID="log-next-set"
      look="primary"
      label={`Log ${name}${amounts}`}
      under={[place.exerciseName, ...targetWords(place)].join(' · ')}
      onPress={row.log}
    />
  )
}

/** Up and down for the cell in hand, whichever set it belongs to. */
export function CellInHand({ place, lastTime, unit }: Props) {
  const row = useSetRow(place, lastTime, unit)
  const field = useCells((cells) => cells.active?.field)
  if (!field) return null
  const { text, placeholder } = row.cells[field]
  return (
    <StepperStrip
      field={field}
      name={`${place.name} · ${place.exerciseName}`}
      text={text || (placeholder === '–' ? '' : placeholder)}
      unit={row.unit}
      onStep={(by) => row.step(field, by)}
      onType={(next) => row.type(field, next)}
    />
  )
}

/** What the plan asks for beside weight and reps. */
function targetWords({ planned }: SetPlace): string[] {
  if (!planned) return []
  return [
    ...(planned.targetRpe === null ? [] : [`target RPE ${number(planned.targetRpe)}`]),
    ...(planned.isAmrap ? ['as many reps as you can'] : []),
  ]
}
