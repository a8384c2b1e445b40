import type { Revision } from '@holdfast/contract'
import { useState } from 'react'
import { StyleSheet, View } from 'react-native'
import { useFeel, useSession, useSync } from '../../store/hooks.ts'
import { compareLogs } from '../../sync/session/compareLogs.ts'
import type { SessionView } from '../../sync/session/overlay.ts'
import { useDecide } from '../../sync/views/useDecide.ts'
import { useRevisions } from '../../sync/views/useRevisions.ts'
import { useSessionView } from '../../sync/views/useSessionView.ts'
import { useWhileEndStands } from '../../sync/views/useWhileEndStands.ts'
import { Button } from '../controls/Button.tsx'
import { Chips } from '../controls/Chips.tsx'
import { NotFound } from '../layout/NotFound.tsx'
import { Page } from '../layout/Page.tsx'
import { TopBar } from '../layout/TopBar.tsx'
import { OfflineBanner } from '../status/OfflineBanner.tsx'
import { useSnackbar } from '../controls/Snackbar.tsx'
import { Skeleton } from '../controls/Skeleton.tsx'
import { space } from '../theme/tokens.ts'
import { Text } from '../theme/Text.tsx'
import { NeverDownloaded } from '../layout/NeverDownloaded.tsx'
import { sessionOf } from '../session/useStart.ts'
import { useIdParam } from '../layout/useIdParam.ts'
import { useNow } from '../controls/useNow.ts'
import { count } from '../words/amounts.ts'
import { whenWords } from '../words/times.ts'
import { CompareTable } from './CompareTable.tsx'
import { useBack } from '../layout/useBack.ts'

/** The log that counts next to a revision: what differs, and which one the lifter wants. */
export function RevisionsPage() {
  const sessionId = useIdParam('sessionId')
  return sessionId === null ? <NotFound /> : <RevisionsOf sessionId={sessionId} />
}

function RevisionsOf({ sessionId }: { sessionId: string }) {
  const { session, loading, refetch } = useSessionView(sessionId)
  if (session) return <Versions session={session} />
  if (!loading) return <NeverDownloaded what="This session" onTryAgain={refetch} />
  return (
    <Page>
      <Skeleton label="Fetching the session" lines={8} />
    </Page>
  )
}

function Versions({ session }: { session: SessionView }) {
  const now = useNow()
  const { revisions, loading, refetch } = useRevisions(session.id, session.revisionCount)
  const offline = useSync((sync) => sync.online === 'offline')
  const [chosenId, setChosenId] = useState<string | null>(null)
  const chosen = revisions?.find(({ revisionId }) => revisionId === chosenId) ?? revisions?.[0]
  const leave = useBack({ pathname: '/session/[sessionId]', params: { sessionId: session.id } })
  return (
    <Page
      onlyRead
      snackbar={false}
      header={
        <>
          <TopBar onBack={leave}>
            <Text look="strong">Versions</Text>
          </TopBar>
          <OfflineBanner />
        </>
      }
      dock={chosen?.kind === 'completion' && <Actions session={session} revision={chosen} onDecided={leave} />}
    >
      <View>
        <Text look="title" role="heading" aria-level={1}>
          {`Versions of ${session.title}`}
        </Text>
        <Text tone="muted">Every version stays here for good. You can come back to any of them.</Text>
      </View>
      {revisions === null && loading && <Skeleton label="Fetching the other version" lines={6} />}
      {revisions === null && !loading && (
        <View style={styles.part}>
          <Text>The other version is kept on the server.</Text>
          <Button testID="revisions-load" label={offline ? 'Fetch it · needs a connection' : 'Fetch it'} onPress={refetch} />
        </View>
      )}
      {revisions?.length === 0 && <Text tone="muted">There is no other version.</Text>}
      {revisions !== null && revisions.length > 1 && (
        <Chips
          label="Version"
          choices={revisions.map((revision, at) => ({
            value: revision.revisionId,
            label: revisionName(revision, now),
            testID: `revision-${at}`,
          }))}
          chosen={chosen?.revisionId ?? null}
          onChoose={(id) => setChosenId(id ?? chosen?.revisionId ?? null)}
        />
      )}
      {chosen && <Beside session={session} revision={chosen} />}
    </Page>
  )
}

function Beside({ session, revision }: { session: SessionView; revision: Revision }) {
  const now = useNow()
  if (revision.kind === 'skip') {
    return (
      <Text testID="revision-skip">
        {`The other version is a skip${revision.payload.reason === null ? '' : ` (“${revision.payload.reason}”)`}. What was lifted counts.`}
      </Text>
    )
  }
  const comparison = compareLogs(session.actualSets, revision.payload.actualSets, session.plan)
  const { onlyLeft, onlyRight, changed } = comparison
  const summary = [
    onlyRight.length > 0 ? `${count(onlyRight.length, 'set')} only in the other version` : null,
    onlyLeft.length > 0 ? `${count(onlyLeft.length, 'set')} only in the one that counts` : null,
    changed > 0 ? `${count(changed, 'set')} with other numbers` : null,
  ].filter(Boolean)
  const when = (instant: string | null) => instant && whenWords(Date.parse(instant), now)
  return (
    <View style={styles.beside}>
      <Text testID="compare-summary" look="strong">
        {summary.length === 0 ? 'Both hold the same sets.' : `${summary.join(' · ')}.`}
      </Text>
      <CompareTable
        comparison={comparison}
        session={session}
        heads={[
          { name: 'Counts now', when: when(session.logged_at) },
          { name: 'Other version', when: when(revision.logged_at ?? revision.keptAt) },
        ]}
      />
    </View>
  )
}

function Actions({
  session,
  revision,
  onDecided,
}: {
  session: SessionView
  revision: Extract<Revision, { kind: 'completion' }>
  onDecided: () => void
}) {
  const feel = useFeel()
  const { show } = useSnackbar()
  const whileEndStands = useWhileEndStands()
  const training = useSession((state) => state.sessionId === session.id && !state.isOver)
  const decide = useDecide(sessionOf(session))
  const missing = compareLogs(session.actualSets, revision.payload.actualSets, session.plan).onlyRight.length
  const whenSaved = ({ saved }: { saved: boolean }) => (saved ? onDecided() : feel.refused())
  const use = () =>
    decide.useThis(revision, (saved) => {
      whenSaved(saved)
      if (!saved.saved) return
      const undo = decide.takeBackUse
      show({ words: 'The other version counts now.', ...(undo ? { undo } : {}), during: whileEndStands(session.id) })
    })
  if (training) return <Text tone="muted">Finish the workout first, then choose.</Text>
  return (
    <>
      <Button testID="revision-use" label="Use this version" onPress={use} />
      {missing > 0 && (
        <Button
          testID="revision-add-missing"
          label={missing === 1 ? 'Add its missing set' : `Add its ${missing} missing sets`}
          onPress={() => decide.addMissing(revision, whenSaved)}
        />
      )}
      <Button
        testID="revision-keep"
        look="plain"
        label="Keep as is"
        onPress={() => {
          decide.keepAsIs()
          onDecided()
        }}
      />
    </>
  )
}

function revisionName({ logged_at, keptAt, kind }: Revision, now: number): string {
  return `${kind === 'skip' ? 'Skip' : 'Other version'}, ${whenWords(Date.parse(logged_at ?? keptAt), now)}`
}

const styles = StyleSheet.create({ part: { gap: space.m, alignItems: 'flex-start' }, beside: { gap: space.l } })
