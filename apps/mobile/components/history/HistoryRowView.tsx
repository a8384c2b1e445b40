import { useRouter } from 'expo-router'
import { memo } from 'react'
import { StyleSheet, View } from 'react-native'
import { useSettings } from '../../store/hooks.ts'
import type { HistoryEntry } from '../../sync/history/history.ts'
import { here } from '../words/device.ts'
import { LinkPress } from '../controls/LinkPress.tsx'
import { space } from '../theme/tokens.ts'
import { Text } from '../theme/Text.tsx'
import { themed } from '../theme/useTheme.ts'
import { SetMarkIcon } from '../status/SetMarkIcon.tsx'
import { count, volumeWords } from '../words/amounts.ts'
import { durationWords, shortDayWords } from '../words/times.ts'
import { viewMark } from '../words/viewMark.ts'
import type { HistoryRow } from './historyRows.ts'

/** A month as a heading, or one session of it. */
export const HistoryRowView = memo(function HistoryRowView({ row, now }: { row: HistoryRow; now: number }) {
  const styles = useStyles()
  if (row.kind === 'session') return <SessionRow entry={row.entry} now={now} />
  return (
    <View style={styles.month}>
      <Text look="heading" role="heading" aria-level={2} style={styles.words}>
        {row.name}
      </Text>
      <Text look="small" tone="muted" tabular>
        {row.sessions}
      </Text>
    </View>
  )
})

const markSaid = {
  server: 'saved on server',
  waiting: `saved ${here}, waiting to send`,
  attention: 'needs your attention',
  here: `kept ${here} only`,
}

function SessionRow({ entry, now }: { entry: HistoryEntry; now: number }) {
  const router = useRouter()
  const styles = useStyles()
  const { session, facts } = entry
  const unit = useSettings((settings) => settings.unit)
  const skipped = session.status === 'skipped'
  const day = shortDayWords(entry.day, now)
  const lasted = facts.durationMs === null ? [] : [durationWords(facts.durationMs)]
  const lifted = facts.volumeKg > 0 ? [volumeWords(facts.volumeKg, unit)] : []
  const done = skipped ? ['Skipped'] : [...lasted, count(facts.sets, 'set'), ...lifted]
  const open = () => router.push({ pathname: '/session/[sessionId]', params: { sessionId: session.id } })
  return (
    <LinkPress
      testID={`history-session-${session.id}`}
      aria-label={[session.title, day, ...done, markSaid[session.sync]].join(', ')}
      onPress={open}
      style={({ pressed }) => [styles.row, pressed && styles.pressed]}
    >
      <View style={styles.words}>
        <View style={styles.first}>
          <Text look="strong" tone={skipped ? 'muted' : 'text'} style={styles.words}>
            {session.title}
          </Text>
          <Text look="small" tone="muted" tabular>
            {day}
          </Text>
        </View>
        <Text look="small" tone="muted" tabular>
          {done.join(' · ')}
        </Text>
      </View>
      <SetMarkIcon mark={viewMark(session.sync)} testID={`history-mark-${session.id}`} size={20} />
    </LinkPress>
  )
}

const useStyles = themed(({ colors }) =>
  StyleSheet.create({
    month: { flexDirection: 'row', alignItems: 'baseline', gap: space.m, paddingTop: space.xl, paddingBottom: space.s },
    row: {
      minHeight: 64,
      flexDirection: 'row',
      alignItems: 'center',
      gap: space.m,
      paddingVertical: space.m,
      borderTopWidth: 1,
      borderTopColor: colors.hairline,
    },
    first: { flexDirection: 'row', alignItems: 'baseline', gap: space.m },
    words: { flex: 1 },
    pressed: { opacity: 0.75 },
  }),
)
