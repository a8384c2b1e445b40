import { useState } from 'react'
import { StyleSheet, View } from 'react-native'
import Svg, { Circle, Line, Path } from 'react-native-svg'
import { space } from '../theme/tokens.ts'
import { Text } from '../theme/Text.tsx'
import { themed, useTheme } from '../theme/useTheme.ts'
import { areaPath, chartPlaces, linePath } from './chartPlaces.ts'

type Props = {
  /** `when` names the day of a point. */
  points: readonly { atMs: number; value: number; when: string }[]
  /** What the chart shows, for screen readers. */
  label: string
  /** A value as the axis shows it. */
  words: (value: number) => string
  testID?: string
}

const height = 148
/** Space for the ring of a point at the edges. */
const inset = 8

/** A line over time: the lowest and highest value at the side, the first and last day below. A single point is shown as a point. */
export function LineChart({ points, label, words, testID }: Props) {
  const { colors } = useTheme()
  const styles = useStyles()
  const [width, setWidth] = useState(0)
  const first = points[0]
  const last = points.at(-1)
  if (!first || !last) return null
  const values = points.map(({ value }) => value)
  const least = Math.min(...values)
  const most = Math.max(...values)
  const places = width === 0 ? [] : chartPlaces(points, { width, height, inset })
  const end = places.at(-1)
  return (
    <View testID={testID} role="img" aria-label={label} style={styles.chart}>
      <View style={styles.values}>
        <Text look="label" tone="muted" tabular>
          {words(most)}
        </Text>
        {least < most && (
          <Text look="label" tone="muted" tabular>
            {words(least)}
          </Text>
        )}
      </View>
      <View style={styles.middle}>
        <View style={styles.plot} onLayout={({ nativeEvent }) => setWidth(nativeEvent.layout.width)}>
          {end && (
            <Svg width={width} height={height} aria-hidden>
              <Line x1={0} x2={width} y1={inset} y2={inset} stroke={colors.hairline} strokeWidth={1} />
              <Line x1={0} x2={width} y1={height - inset} y2={height - inset} stroke={colors.hairline} strokeWidth={1} />
              {places.length > 1 && <Path d={areaPath(places, height - inset)} fill={colors.accentTint} />}
              {places.length > 1 && (
                <Path
                  d={linePath(places)}
                  stroke={colors.accent}
                  strokeWidth={2}
                  strokeLinejoin="round"
                  strokeLinecap="round"
                  fill="none"
                />
              )}
              {places.length <= 24 &&
                places.map(({ x, y }, at) => (
                  <Circle key={at} cx={x} cy={y} r={3} fill={colors.background} stroke={colors.accent} strokeWidth={2} />
                ))}
              <Circle cx={end.x} cy={end.y} r={5} fill={colors.accent} />
            </Svg>
          )}
        </View>
        <View style={styles.days}>
          <Text look="label" tone="muted" tabular>
            {first.when}
          </Text>
          {points.length > 1 && (
            <Text look="label" tone="muted" tabular>
              {last.when}
            </Text>
          )}
        </View>
      </View>
    </View>
  )
}

const useStyles = themed(() =>
  StyleSheet.create({
    chart: { flexDirection: 'row', gap: space.m },
    values: { minWidth: 56, height, justifyContent: 'space-between', alignItems: 'flex-end' },
    middle: { flex: 1, gap: space.xs },
    plot: { height, width: '100%' },
    days: { flexDirection: 'row', justifyContent: 'space-between' },
  }),
)
