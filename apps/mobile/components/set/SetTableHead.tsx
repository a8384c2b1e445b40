import { StyleSheet, View } from 'react-native'
import { Icon } from '../controls/Icon.tsx'
import { space } from '../theme/tokens.ts'
import { Text } from '../theme/Text.tsx'
import { themed, useTheme } from '../theme/useTheme.ts'
import { useColumns } from './columns.ts'
import { useFields } from '../session/useFields.ts'

/** Column names; hidden from screen readers, because every cell has its own label. */
export function SetTableHead({ unit }: { unit: string }) {
  const styles = useStyles()
  const { widths, twoLines } = useColumns()
  const shownFields = useFields()
  const numbers = (
    [
      ['weight', unit],
      ['reps', 'Reps'],
      ['rpe', 'RPE'],
    ] as const
  )
    .filter(([field]) => shownFields.includes(field))
    .map(([field, words]) => (
      <Text key={field} look="label" tone="muted" style={[twoLines ? styles.even : widths[field], styles.centre]}>
        {words}
      </Text>
    ))
  // In two lines the names of the numbers are over the numbers; the other columns explain themselves.
  if (twoLines)
    return (
      <View style={styles.head} aria-hidden>
        {numbers}
      </View>
    )
  return (
    <View style={styles.head} aria-hidden>
      <Text look="label" tone="muted" style={widths.number}>
        #
      </Text>
      <Text look="label" tone="muted" style={widths.previous}>
        Prev
      </Text>
      {numbers}
      <View style={[widths.check, styles.tick]}>
        <TickHead />
      </View>
    </View>
  )
}

function TickHead() {
  const { colors } = useTheme()
  const styles = useStyles()
  return (
    <View style={styles.tickHead}>
      <Icon name="tick" color={colors.muted} size={16} />
    </View>
  )
}

const useStyles = themed(({ colors }) =>
  StyleSheet.create({
    head: {
      flexDirection: 'row',
      alignItems: 'center',
      gap: 6,
      paddingTop: space.m,
      paddingBottom: space.xs,
      borderBottomWidth: 1,
      borderBottomColor: colors.hairline,
      marginBottom: space.xs,
    },
    even: { flex: 1 },
    centre: { textAlign: 'center' },
    tick: { alignItems: 'flex-end' },
    tickHead: { width: 56, alignItems: 'center' },
  }),
)
