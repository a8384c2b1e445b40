import { StyleSheet, View, useWindowDimensions } from 'react-native'
import { useSync } from '../../store/hooks.ts'
import { useToday } from '../../sync/views/useToday.ts'
import { Page } from '../layout/Page.tsx'
import { LowSpace } from '../status/LowSpace.tsx'
import { Skeleton } from '../controls/Skeleton.tsx'
import { AllAttention } from '../attention/AttentionNotice.tsx'
import { ConflictCards } from '../attention/ConflictCard.tsx'
import { PausedNotice } from '../attention/PausedNotice.tsx'
import { space, wide } from '../theme/tokens.ts'
import { Text } from '../theme/Text.tsx'
import { useNow } from '../controls/useNow.ts'
import { whenWords } from '../words/times.ts'
import { DoneCard } from '../finish/DoneCard.tsx'
import { NeverDownloaded } from '../layout/NeverDownloaded.tsx'
import { NextSession } from './NextSession.tsx'
import { NotSaved } from '../attention/NotSaved.tsx'
import { StartEmpty } from './StartEmpty.tsx'
import { WeekGlance } from './WeekGlance.tsx'
import { WorkoutActions, WorkoutCard } from './WorkoutCard.tsx'
import { localDay } from '../../sync/session/localDay.ts'

/** What to lift today, or that it is done, or when the next session is. */
export function TodayPage() {
  const { today, next, week, loading, failed, stale, refetch } = useToday()
  const now = useNow()
  const isWide = useWindowDimensions().width >= wide
  const lastSyncAt = useSync((sync) => sync.lastSyncAt)
  if (loading) {
    return (
      <Page>
        <Skeleton label="Fetching your plan" lines={6} />
      </Page>
    )
  }
  if (failed) {
    return (
      <NeverDownloaded onTryAgain={refetch}>
        <StartEmpty look="second" />
      </NeverDownloaded>
    )
  }
  const isOver = today?.status === 'completed' || today?.status === 'skipped'
  const toDo = today && !isOver ? today : null
  const actions = toDo && <WorkoutActions key={toDo.id} session={toDo} />
  return (
    <Page dock={isWide ? undefined : actions}>
      <NotSaved />
      <LowSpace />
      <AllAttention testID="today-attention" />
      <PausedNotice />
      <ConflictCards />
      <WeekGlance week={week} today={localDay(now)} />
      {toDo && <WorkoutCard session={toDo} />}
      {isWide && actions}
      {today && isOver && <DoneCard session={today} ledger />}
      {!today && <RestDay hasNext={next !== null} />}
      {!toDo && <StartEmpty look={today || next ? 'second' : 'primary'} />}
      {next && (isOver || !today) && <NextSession session={next} />}
      {stale && lastSyncAt !== null && <Text look="small" tone="muted">{`Plan last updated ${whenWords(lastSyncAt, now)}.`}</Text>}
    </Page>
  )
}

function RestDay({ hasNext }: { hasNext: boolean }) {
  return (
    <View testID="today-card" style={styles.rest}>
      <Text look="label" tone="accent">
        Today
      </Text>
      <Text look="display" tabular={false} role="heading" aria-level={1}>
        Rest day
      </Text>
      <Text tone="muted">
        {hasNext
          ? 'Nothing planned for today.'
          : 'Nothing is planned yet. Sessions show up here when your coach adds them; until then, train as you like.'}
      </Text>
    </View>
  )
}

const styles = StyleSheet.create({ rest: { gap: space.s } })
