import { StyleSheet, View } from 'react-native'
import type { WeekDay } from '../../sync/session/week.ts'
import { Icon } from '../controls/Icon.tsx'
import { radius, space } from '../theme/tokens.ts'
import { Text } from '../theme/Text.tsx'
import { themed, useTheme } from '../theme/useTheme.ts'

/** The current week: a mark for each day, today's outlined. Marks differ in shape, and each has a text. */
export function WeekGlance({ week, today }: { week: readonly WeekDay[]; today: string }) {
  const styles = useStyles()
  return (
    <View testID="week" role="list" aria-label="This week" style={styles.week}>
      {week.map(({ day, state }) => (
        <View
          key={day}
          testID={`week-${day}`}
          role="listitem"
          accessible
          aria-label={`${weekday(day, 'long')}${day === today ? ', today' : ''}: ${stateWords[state]}`}
          style={[styles.day, day === today && styles.today]}
        >
          <Text look="label" tone={day === today ? 'text' : 'muted'}>
            {weekday(day, 'short')}
          </Text>
          <View style={styles.mark}>
            <Mark state={state} />
          </View>
        </View>
      ))}
    </View>
  )
}

const stateWords = {
  rest: 'nothing planned',
  planned: 'planned',
  going: 'in progress',
  done: 'done',
  skipped: 'skipped',
  missed: 'not done',
} as const satisfies Record<WeekDay['state'], string>

function Mark({ state }: Pick<WeekDay, 'state'>) {
  const { colors } = useTheme()
  const styles = useStyles()
  switch (state) {
    case 'rest':
      return <View style={styles.dot} />
    case 'planned':
      return <View style={styles.ring} />
    case 'going':
      return <View style={[styles.ring, styles.full]} />
    case 'done':
      return <Icon name="tick" color={colors.ok} size={18} strokeWidth={3} />
    case 'skipped':
      return <Icon name="forward" color={colors.muted} size={16} strokeWidth={2.6} />
    case 'missed':
      return <Icon name="minus" color={colors.muted} size={16} strokeWidth={2.6} />
  }
}

function weekday(day: string, length: 'short' | 'long'): string {
  return new Date(`${day}T12:00:00`).toLocaleDateString('en', { weekday: length })
}

const useStyles = themed(({ colors }) =>
  StyleSheet.create({
    week: { flexDirection: 'row', gap: space.xs },
    day: {
      flex: 1,
      alignItems: 'center',
      gap: space.xs,
      paddingVertical: space.s,
      borderRadius: radius.s,
      borderWidth: 1,
      borderColor: 'transparent',
    },
    today: { borderColor: colors.outline },
    mark: { height: 20, justifyContent: 'center' },
    dot: { width: 4, height: 4, borderRadius: 2, backgroundColor: colors.muted },
    ring: { width: 14, height: 14, borderRadius: 7, borderWidth: 2, borderColor: colors.accent },
    full: { backgroundColor: colors.accent },
  }),
)
