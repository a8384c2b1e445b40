import { completionMetrics } from '@holdfast/contract'
import type { Session } from '@holdfast/contract'
import { StyleSheet, View } from 'react-native'
import { useSettings } from '../../store/hooks.ts'
import { space } from '../theme/tokens.ts'
import { Text } from '../theme/Text.tsx'
import { number, volumeWords } from '../words/amounts.ts'
import { durationWords } from '../words/times.ts'

type Props = { session: Pick<Session, 'plan' | 'actualSets' | 'startedAt' | 'completedAt' | 'sessionRpe'> }

/** A finished session in four figures. */
export function DoneFigures({ session }: Props) {
  const { plan, actualSets, startedAt, completedAt, sessionRpe } = session
  const unit = useSettings((settings) => settings.unit)
  const metrics = completionMetrics(plan, actualSets)
  const lasted = startedAt && completedAt ? durationWords(Date.parse(completedAt) - Date.parse(startedAt)) : '–'
  const figures = [
    ['Working sets', metrics.setsPlanned === 0 ? String(metrics.setsDone) : `${metrics.setsDone} of ${metrics.setsPlanned}`],
    ['Volume', volumeWords(metrics.volumeDoneKg, unit)],
    ['Time', lasted],
    ['RPE', sessionRpe === null ? '–' : number(sessionRpe)],
  ] as const
  return (
    <View style={styles.figures}>
      {figures.map(([name, value]) => (
        <View key={name} style={styles.figure}>
          <Text look="label" tone="muted">
            {name}
          </Text>
          <Text look="heading" tabular>
            {value}
          </Text>
        </View>
      ))}
    </View>
  )
}

const styles = StyleSheet.create({
  figures: { flexDirection: 'row', flexWrap: 'wrap', rowGap: space.l },
  figure: { flexGrow: 1, flexBasis: '40%', minWidth: 130 },
})
