import { plannedSetsOf } from '@holdfast/contract'
import { useRouter } from 'expo-router'
import { useState } from 'react'
import type { SessionView } from '../../sync/session/overlay.ts'
import { Button } from '../controls/Button.tsx'
import { Page } from '../layout/Page.tsx'
import { TopBar } from '../layout/TopBar.tsx'
import { LowSpace } from '../status/LowSpace.tsx'
import { OfflineBanner } from '../status/OfflineBanner.tsx'
import { AttentionNotice } from '../attention/AttentionNotice.tsx'
import { Text } from '../theme/Text.tsx'
import { count } from '../words/amounts.ts'
import { NotSaved } from '../attention/NotSaved.tsx'
import { PlanSets } from './PlanSets.tsx'
import { SessionHeading } from './SessionHeading.tsx'
import { SkipSheet } from './SkipSheet.tsx'
import { TakeStartBack } from './TakeStartBack.tsx'
import { useStart } from '../session/useStart.ts'
import { useBack } from '../layout/useBack.ts'

/** A session before it starts: its whole plan, set by set. */
export function SessionPreview({ session }: { session: SessionView }) {
  const router = useRouter()
  const start = useStart()
  const [skipping, setSkipping] = useState(false)
  const going = session.status === 'in_progress'
  const leave = useBack('/today')
  return (
    <Page
      onlyRead
      header={
        <>
          <TopBar onBack={leave} backLabel="Back to Today">
            <Text look="strong">Plan</Text>
          </TopBar>
          <OfflineBanner />
        </>
      }
      dock={
        <>
          <Button
            testID="start-workout"
            look="primary"
            label={going ? 'Continue workout' : 'Start workout'}
            onPress={() => start(session)}
          />
          <TakeStartBack sessionId={session.id} />
          {session.actualSets.length === 0 && (
            <Button testID="preview-skip" look="plain" label="Skip this session" onPress={() => setSkipping(true)} />
          )}
        </>
      }
    >
      <NotSaved />
      <LowSpace />
      <AttentionNotice testID="session-attention" attention={session.rejected} />
      <SessionHeading session={session} />
      <Text look="small" tone="muted" tabular>
        {`${count(session.plan.length, 'exercise')} · ${count(plannedSetsOf(session.plan).length, 'set')}`}
      </Text>
      <PlanSets plan={session.plan} />
      <SkipSheet session={session} open={skipping} onClose={() => setSkipping(false)} onSkipped={() => router.replace('/today')} />
    </Page>
  )
}
